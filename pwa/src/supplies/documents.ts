import { graphql, type ResultOf, type VariablesOf } from '../graph/operation'

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

/** How many of a thing a store holds. */
export const Shelf = graphql(`
  fragment Shelf on StockLevel {
    id
    quantity
    reserved
    free
    low
    isLow
    grid {
      id
      name
    }
    item {
      id
      name
      unit
    }
  }
`)

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

/** Where I live and whom I can call. */
export const MyDoor = graphql(`
  query MyDoor {
    myHousehold {
      id
      door {
        label
      }
      grid {
        id
        name
      }
      contact {
        post
        name
        role
        phone
      }
    }
    myWaiting {
      resident
      door {
        label
      }
      contact {
        post
        name
        role
        phone
      }
    }
    unreadMessages
  }
`)

export const OneNeed = graphql(`query OneNeed($id: ID!) { supplyRequest(id: $id) { ...Whole } }`, [Whole])

/** What can be asked for; without a grid, where I live. */
export const Catalogue = graphql(`
  query Catalogue($grid: ID) {
    items(grid: $grid) {
      id
      name
      unit
      category
      questions {
        code
        label
        kind
        required
        choices {
          code
          label
        }
      }
    }
  }
`)

/** Doors to ask for, by whoever has their owner on the phone. */
export const FindDoors = graphql(`
  query FindDoors($grid: ID!, $search: String!) {
    households(grid: $grid, search: $search, first: 12) {
      nodes {
        id
        door {
          label
        }
        grid {
          id
          name
        }
      }
    }
  }
`)

export const OneDoor = graphql(`
  query OneDoor($id: ID!) {
    household(id: $id) {
      id
      door {
        label
      }
      grid {
        id
        name
      }
    }
  }
`)

export const RequestSupplies = graphql(
  `
    mutation RequestSupplies($input: RequestSuppliesInput!, $key: UUID!) {
      requestSupplies(input: $input, key: $key) {
        ...Whole
        ... on BadInput {
          field
        }
        ... on Refusal {
          message
        }
      }
    }
  `,
  [Whole],
)

export const ChangeSupplyDeadline = graphql(
  `
    mutation ChangeSupplyDeadline($request: ID!, $runsOutAt: DateTime!, $version: Int!, $key: UUID!) {
      changeSupplyDeadline(request: $request, runsOutAt: $runsOutAt, version: $version, key: $key) {
        ...Whole
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

export const ClaimSupplies = graphql(
  `
    mutation ClaimSupplies($request: ID!, $lines: [ShareInput!]!, $fromStock: ID, $key: UUID!) {
      claimSupplies(request: $request, lines: $lines, fromStock: $fromStock, key: $key) {
        ...Whole
        ... on Refusal {
          message
        }
      }
    }
  `,
  [Whole],
)

export const GiveBackDelivery = graphql(
  `
    mutation GiveBackDelivery($delivery: ID!, $reason: String!, $key: UUID!) {
      giveBackDelivery(delivery: $delivery, reason: $reason, key: $key) {
        ...Whole
        ... on Refusal {
          message
        }
      }
    }
  `,
  [Whole],
)

export const HandOverSupplies = graphql(
  `
    mutation HandOverSupplies($delivery: ID!, $code: String, $photo: UUID, $key: UUID!) {
      handOverSupplies(delivery: $delivery, code: $code, photo: $photo, key: $key) {
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
export type Item = ResultOf<typeof Catalogue>['items'][number]
export type Question = Item['questions'][number]
export type Shelf = ResultOf<typeof Shelf>
export type Door = ResultOf<typeof FindDoors>['households']['nodes'][number]
export type Contact = NonNullable<NonNullable<ResultOf<typeof MyDoor>['myHousehold']>['contact']>
export type RequestInput = VariablesOf<typeof RequestSupplies>['input']
export type Share = VariablesOf<typeof ClaimSupplies>['lines'][number]
