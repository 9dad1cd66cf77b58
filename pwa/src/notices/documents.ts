import { graphql, type ResultOf } from '../graph/operation'

/** What a list says of a notice. */
const Listed = graphql(`
  fragment Listed on Notice {
    id
    kind
    state
    earnest
    urgency
    verdict
    edition
    publishedAt
    expiresAt
    grid {
      id
      label
    }
    text {
      language
      headline
      short
      claim
    }
    mine {
      shownAt
      readAt
    }
  }
`)

/** What has come to me; the frame asks for the first of them, so that whatever is new is seen on every page. */
export const MyNotices = graphql(
  `
    query MyNotices($first: Int!, $after: String) {
      notices(first: $first, after: $after) {
        nodes {
          ...Listed
        }
        pageInfo {
          hasNextPage
          endCursor
        }
      }
    }
  `,
  [Listed],
)

/** All that a notice's page shows, and in the same breath the word that it does: a district opens it within minutes. */
export const OneNotice = graphql(
  `
    query OneNotice($id: ID!, $by: Via! = APP) {
      notice(id: $id, shownBy: $by) {
        ...Listed
        mine {
          signedAt
        }
        sourceUrl
        asked
        audience
        picture
        link
        endedAt
        reason
        text {
          html
          source
          reward
        }
        stops {
          id
          place
          beginsAt
          endsAt
        }
        lines {
          grid {
            id
            label
          }
          line
          at
        }
        corrects {
          id
          headline
          edition
          publishedAt
        }
        correctedBy {
          id
          headline
          edition
          reason
          publishedAt
        }
        allowed
        fingerprint
        replies {
          id
          question
          text
          at
        }
        myAnswers {
          id
          kind
          text
          place
          at
          reply
          card
        }
      }
    }
  `,
  [Listed],
)

/** Told once and forgotten by the phone; a refusal is not shown, there is nothing that somebody could do about it. */
export const RecordShown = graphql(`
  mutation RecordShown($notice: ID!, $by: Via! = APP) {
    recordShown(notice: $notice, via: $by) {
      __typename
      ... on Refusal {
        message
      }
    }
  }
`)

/** What the service worker says of a notice that it has shown as a push. */
export const RecordPushed = graphql(`
  mutation RecordPushed($notice: ID!) {
    recordShown(notice: $notice, via: PUSH) {
      __typename
      ... on Refusal {
        message
      }
    }
  }
`)

export const RecordRead = graphql(`
  mutation RecordRead($notice: ID!, $by: Via! = APP) {
    recordRead(notice: $notice, via: $by) {
      ... on Notice {
        id
        mine {
          shownAt
          readAt
        }
      }
      ... on Refusal {
        message
      }
    }
  }
`)

export type Notice = ResultOf<typeof MyNotices>['notices']['nodes'][number]
export type WholeNotice = NonNullable<ResultOf<typeof OneNotice>['notice']>
export type NoticeKind = Notice['kind']
export type Audience = WholeNotice['audience'][number]
export type Verdict = NonNullable<Notice['verdict']>
