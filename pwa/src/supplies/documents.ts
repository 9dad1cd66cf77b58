import { graphql, type ResultOf } from '../graph/operation'

const Line = graphql(`
  fragment Line on RequestLine {
    id
    quantity
    promised
    handedOver
    left
    exception
    item {
      id
      name
      unit
    }
    answers {
      code
      question
      answer
      value
    }
  }
`)

/** What a card in a list says of a need. */
export const Listed = graphql(
  `
    fragment Listed on SupplyRequest {
      id
      state
      askedAt
      runsOutAt
      isUrgent
      isMine
      mayClaim
      mayManage
      mayPassUp
      door
      grid {
        id
        label
      }
      passedUpTo {
        id
        name
      }
      lines {
        ...Line
      }
    }
  `,
  [Line],
)

export const Brought = graphql(`
  fragment Brought on Delivery {
    id
    state
    who
    isMine
    promisedAt
    handedOverAt
    proof
    photo
    words
    triesLeft
    fromStock {
      id
      name
    }
    parts {
      line
      quantity
      missing
      item {
        id
        name
        unit
      }
    }
  }
`)

const Step = graphql(`
  fragment Step on TimelineStep {
    id
    kind
    at
    text
    words
  }
`)

/** Everything that a person may know of one need. */
export const Whole = graphql(
  `
    fragment Whole on SupplyRequest {
      ...Listed
      household
      note
      photo
      code
      handedOverAt
      version
      deliveries {
        ...Brought
      }
      timeline {
        ...Step
      }
    }
  `,
  [Listed, Brought, Step],
)

/** A household's own needs that still concern it, with how far each has come. */
export const MyNeeds = graphql(
  `
    query MyNeeds($state: [SupplyRequestState!], $first: Int!, $after: String) {
      supplyRequests(scope: MINE, state: $state, first: $first, after: $after) {
        nodes {
          ...Listed
          deliveries {
            ...Brought
          }
          timeline {
            ...Step
          }
        }
        pageInfo {
          hasNextPage
          endCursor
        }
      }
    }
  `,
  [Listed, Brought, Step],
)

export const OneNeed = graphql(`query OneNeed($id: ID!) { supplyRequest(id: $id) { ...Whole } }`, [Whole])

export const ChangeSupplyDeadline = graphql(
  `
    mutation ChangeSupplyDeadline($request: ID!, $runsOutAt: DateTime!, $version: Int!, $key: UUID!) {
      changeSupplyDeadline(request: $request, runsOutAt: $runsOutAt, version: $version, key: $key) {
        ...Whole
        ... on Changed {
          version
          now {
            ...Whole
          }
        }
        ... on Refusal {
          message
        }
      }
    }
  `,
  [Whole],
)

export const CancelSupplyRequest = graphql(
  `
    mutation CancelSupplyRequest($request: ID!, $reason: String!, $key: UUID!) {
      cancelSupplyRequest(request: $request, reason: $reason, key: $key) {
        ...Whole
        ... on Refusal {
          message
        }
      }
    }
  `,
  [Whole],
)

export const ConfirmSupplies = graphql(
  `
    mutation ConfirmSupplies($delivery: ID!, $missing: [ShareInput!]!, $words: String!, $key: UUID!) {
      confirmSupplies(delivery: $delivery, missing: $missing, words: $words, key: $key) {
        ...Whole
        ... on Refusal {
          message
        }
      }
    }
  `,
  [Whole],
)

export type Line = ResultOf<typeof Line>
export type Answer = Line['answers'][number]
export type Need = ResultOf<typeof Listed>
export type NeedState = Need['state']
export type WholeNeed = ResultOf<typeof Whole>
export type MyNeed = ResultOf<typeof MyNeeds>['supplyRequests']['nodes'][number]
export type Delivery = ResultOf<typeof Brought>
export type DeliveryState = Delivery['state']
