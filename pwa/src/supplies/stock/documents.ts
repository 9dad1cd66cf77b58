/** What those ask who keep a store: what it holds, and what comes and goes. */
import { graphql, type ResultOf } from '../../graph/operation'

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

/** What lies in one grid's store. */
export const Store = graphql(
  `
    query Store($grid: ID!, $first: Int!, $after: String) {
      grid(id: $grid) {
        id
        name
      }
      stock(grid: $grid, first: $first, after: $after) {
        nodes {
          ...Shelf
        }
        pageInfo {
          hasNextPage
          endCursor
        }
      }
    }
  `,
  [Shelf],
)

/** How one thing came into a store and went. */
export const Ledger = graphql(
  `
    query Ledger($grid: ID!, $item: ID!, $first: Int!, $after: String) {
      stock(grid: $grid, item: $item, first: 1) {
        nodes {
          ...Shelf
        }
      }
      stockMoves(grid: $grid, item: $item, first: $first, after: $after) {
        nodes {
          id
          kind
          change
          at
          who
          words
          other {
            id
            name
          }
        }
        pageInfo {
          hasNextPage
          endCursor
        }
      }
    }
  `,
  [Shelf],
)

export const ReceiveStock = graphql(
  `
    mutation ReceiveStock($grid: ID!, $item: ID!, $quantity: Int!, $donor: String!, $key: UUID!) {
      receiveStock(grid: $grid, item: $item, quantity: $quantity, donor: $donor, key: $key) {
        ...Shelf
        ... on Refusal {
          message
        }
      }
    }
  `,
  [Shelf],
)

export const CountStock = graphql(
  `
    mutation CountStock($grid: ID!, $item: ID!, $counted: Int!, $reason: String!, $key: UUID!) {
      countStock(grid: $grid, item: $item, counted: $counted, reason: $reason, key: $key) {
        ...Shelf
        ... on Refusal {
          message
        }
      }
    }
  `,
  [Shelf],
)

export const WriteOffStock = graphql(
  `
    mutation WriteOffStock($grid: ID!, $item: ID!, $quantity: Int!, $reason: String!, $key: UUID!) {
      writeOffStock(grid: $grid, item: $item, quantity: $quantity, reason: $reason, key: $key) {
        ...Shelf
        ... on Refusal {
          message
        }
      }
    }
  `,
  [Shelf],
)

export const TransferStock = graphql(
  `
    mutation TransferStock($grid: ID!, $to: ID!, $item: ID!, $quantity: Int!, $key: UUID!) {
      transferStock(grid: $grid, to: $to, item: $item, quantity: $quantity, key: $key) {
        ...Shelf
        ... on Refusal {
          message
        }
      }
    }
  `,
  [Shelf],
)

export const SetLowStock = graphql(
  `
    mutation SetLowStock($grid: ID!, $item: ID!, $low: Int, $key: UUID!) {
      setLowStock(grid: $grid, item: $item, low: $low, key: $key) {
        ...Shelf
        ... on Refusal {
          message
        }
      }
    }
  `,
  [Shelf],
)

/** The grids around a store, to which something can be moved. */
export const GridsAround = graphql(`
  query GridsAround($grid: ID!) {
    grid(id: $grid) {
      id
      above {
        id
        name
      }
    }
    grids(parent: $grid) {
      nodes {
        id
        name
      }
    }
  }
`)

export const GridsByName = graphql(`
  query GridsByName($search: String!) {
    grids(search: $search, first: 8) {
      nodes {
        id
        label
      }
    }
  }
`)

export type Move = ResultOf<typeof Ledger>['stockMoves']['nodes'][number]
export type Shelf = ResultOf<typeof Shelf>
