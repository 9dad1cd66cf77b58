/** What those ask who bring things: what is needed near, what they promised, and where to. */
import { graphql, type ResultOf, type VariablesOf } from '../../graph/operation'
import { Brought, Listed, Whole } from '../documents'

export const NearNeeds = graphql(
  `
    query NearNeeds($first: Int!, $after: String) {
      supplyRequests(scope: NEAR, first: $first, after: $after) {
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

/** What the households of a ground that I look after ask for. */
export const GridNeeds = graphql(
  `
    query GridNeeds($grid: ID!, $item: ID, $state: [SupplyRequestState!]!, $urgent: Boolean!, $first: Int!, $after: String) {
      supplyRequests(scope: GRID, grid: $grid, item: $item, state: $state, urgent: $urgent, first: $first, after: $after) {
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

/** Whether I may take something on now. */
export const MyHands = graphql(`
  query MyHands {
    myVolunteering {
      id
      state
      isActive
      pausedUntil
      ground {
        id
        name
      }
    }
  }
`)

export const MyPromises = graphql(
  `
    query MyPromises($out: Boolean!, $first: Int!, $after: String) {
      myDeliveries(out: $out, first: $first, after: $after) {
        nodes {
          ...Brought
          request {
            ...Listed
          }
        }
        pageInfo {
          hasNextPage
          endCursor
        }
      }
    }
  `,
  [Brought, Listed],
)

/** One promise of mine. */
export const OnePromise = graphql(
  `
    query OnePromise($id: ID!) {
      delivery(id: $id) {
        ...Brought
        request {
          ...Listed
          note
          photo
        }
      }
    }
  `,
  [Brought, Listed],
)

/** Where to bring it: each look is recorded. */
export const PromisedParticulars = graphql(`
  query PromisedParticulars($delivery: ID!) {
    deliveryParticulars(delivery: $delivery) {
      address
      phone
      name
    }
  }
`)

export const MyContribution = graphql(`
  query MyContribution {
    contribution {
      deliveries
      households
      things
    }
  }
`)

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

export type Promised = ResultOf<typeof MyPromises>['myDeliveries']['nodes'][number]
export type Particulars = NonNullable<ResultOf<typeof PromisedParticulars>['deliveryParticulars']>
export type Share = VariablesOf<typeof ClaimSupplies>['lines'][number]
