import { graphql, type ResultOf } from '../../graph/operation'
import { Listed, Whole } from '../documents'
import { Shelf } from '../stock/documents'

const Calls = graphql(`
  fragment Calls on SupplyCounts {
    asked
    answered
    inTime
    waiting
    unclaimed
    urgent
    overdue
  }
`)

/** Every call answered, as a whole and in each grid below. */
export const Board = graphql(
  `
    query Board($grid: ID!) {
      supplyCounts(grid: $grid) {
        ...Calls
        grid {
          id
          name
          tier
          above {
            id
            name
          }
        }
      }
      supplyCountsBelow(grid: $grid) {
        ...Calls
        grid {
          id
          name
        }
      }
    }
  `,
  [Calls],
)

/** The people and the store of the same ground. */
export const BoardAround = graphql(
  `
    query BoardAround($grid: ID!) {
      volunteerCounts(grid: $grid) {
        waiting
        active
        paused
      }
      householdCounts(grid: $grid) {
        households
        withoutLiaison
        waiting
      }
      stock(grid: $grid, below: true, low: true, first: 5) {
        nodes {
          ...Shelf
        }
      }
    }
  `,
  [Shelf],
)

/** Which stores hold what a need still lacks. */
export const StockFor = graphql(`query StockFor($request: ID!) { stockFor(request: $request) { ...Shelf } }`, [Shelf])

export const PassUpSupplyRequest = graphql(
  `
    mutation PassUpSupplyRequest($request: ID!, $reason: String!, $key: UUID!) {
      passUpSupplyRequest(request: $request, reason: $reason, key: $key) {
        ...Whole
        ... on Refusal {
          message
        }
      }
    }
  `,
  [Whole],
)

const Kind = graphql(`
  fragment Kind on PooledNeed {
    item {
      id
      name
      unit
    }
    variety {
      code
      question
      answer
      value
    }
    households
    quantity
    left
    runsOutAt
  }
`)

/** The same needs of a whole ground added up. */
export const Pool = graphql(
  `
    query Pool($grid: ID!) {
      grid(id: $grid) {
        id
        name
      }
      pooledNeeds(grid: $grid) {
        ...Kind
      }
    }
  `,
  [Kind],
)

/** Who needs one kind of a thing. */
export const NeedsOfKind = graphql(
  `
    query NeedsOfKind($grid: ID!, $item: ID!, $variety: [AnswerInput!]!, $first: Int!, $after: String) {
      supplyRequests(scope: GRID, grid: $grid, item: $item, variety: $variety, state: [OPEN, PROMISED], first: $first, after: $after) {
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

/** Which stores of a ground hold a thing. */
export const StoresWith = graphql(
  `
    query StoresWith($grid: ID!, $item: ID!) {
      stock(grid: $grid, item: $item, below: true, first: 50) {
        nodes {
          ...Shelf
        }
      }
    }
  `,
  [Shelf],
)

export type Calls = ResultOf<typeof Calls>
export type Counted = ResultOf<typeof Board>['supplyCountsBelow'][number]
export type Kind = ResultOf<typeof Kind>
