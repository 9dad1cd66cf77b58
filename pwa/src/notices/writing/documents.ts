import { graphql, type ResultOf, type VariablesOf } from '../../graph/operation'

/** What the list of whoever decides says of a notice. */
const Begun = graphql(`
  fragment Begun on Notice {
    id
    kind
    state
    earnest
    urgency
    edition
    draftedBy
    draftedAt
    goesAt
    publishedAt
    expiresAt
    returned
    grid {
      id
      label
    }
    text {
      language
      headline
      short
    }
    turns {
      grid {
        id
        label
      }
      arrivedAt
      dueAt
    }
    allowed
  }
`)

/** What a ground writes, and what has come to it. */
export const GroundNotices = graphql(
  `
    query GroundNotices($grid: ID!, $state: [NoticeState!], $first: Int!, $after: String) {
      notices(grid: $grid, state: $state, first: $first, after: $after) {
        nodes {
          ...Begun
        }
        pageInfo {
          hasNextPage
          endCursor
        }
      }
    }
  `,
  [Begun],
)

/** Where somebody holds posts: what they may write for. */
export const WhoSpeaks = graphql(`
  query WhoSpeaks {
    me {
      id
      posts {
        id
        role
        grid {
          id
          label
          tier
        }
      }
    }
  }
`)

/** The grids above one, for which drafts can be written too. */
export const GridsAbove = graphql(`
  query GridsAbove($id: ID!) {
    grid(id: $id) {
      id
      above {
        id
        label
        tier
      }
    }
  }
`)

/** Grids right below one, or by name all that lie in it. */
export const GroundsIn = graphql(`
  query GroundsIn($parent: ID!, $search: String!) {
    grids(parent: $parent, search: $search, first: 50) {
      nodes {
        id
        label
      }
      pageInfo {
        hasNextPage
      }
    }
  }
`)

/** How many asked what a rumour card answers, and what, for who decides where they asked it. */
export const CardQuestions = graphql(`
  query CardQuestions($id: ID!) {
    notice(id: $id) {
      id
      asked
      questions {
        id
        text
      }
    }
  }
`)

/** All that whoever decides reads of a notice. */
export const Desked = graphql(`
  fragment Desked on Notice {
    id
    kind
    state
    earnest
    urgency
    severity
    certainty
    category
    verdict
    sourceUrl
    audience
    way
    relayedDownTo
    relayMinutes
    picture
    draftedBy
    proposedBy
    publishedBy
    draftedAt
    goesAt
    publishedAt
    endedAt
    expiresAt
    reason
    returned
    edition
    version
    grid {
      id
      label
      tier
    }
    grounds {
      id
      label
    }
    text {
      language
      headline
    }
    texts {
      language
      headline
      short
      body
      html
      claim
      source
      reward
    }
    stops {
      id
      place
      beginsAt
      endsAt
    }
    corrects {
      id
      headline
      edition
    }
    correctedBy {
      id
      headline
      edition
    }
    allowed
  }
`)

export const DeskedNotice = graphql(
  `
    query DeskedNotice($id: ID!) {
      notice(id: $id) {
        ...Desked
      }
    }
  `,
  [Desked],
)

/** What sending it out would set going, and whether a second person has to agree. */
export const NoticePlan = graphql(`
  query NoticePlan($grid: ID!, $input: DraftNoticeInput!) {
    noticePlan(grid: $grid, input: $input) {
      households
      tiers {
        tier
        grids
        byHand
      }
      nobody {
        id
        label
      }
      sms
    }
    noticeSettings(grid: $grid) {
      twoPeople
    }
  }
`)

export type Begun = ResultOf<typeof Begun>
export type Desked = ResultOf<typeof Desked>
export type Plan = ResultOf<typeof NoticePlan>['noticePlan']
export type NoticeInput = VariablesOf<typeof NoticePlan>['input']
export type TextLanguage = Desked['texts'][number]['language']
export type Audience = Desked['audience'][number]
export type NoticeState = Desked['state']
