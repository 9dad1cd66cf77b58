import { graphql, type ResultOf, type VariablesOf } from '../../graph/operation'
import { Shelf } from '../documents'

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

/** What can be asked for on a ground, with what the leader of it may change. */
export const Items = graphql(`
  query Items($grid: ID!) {
    items(grid: $grid) {
      id
      name
      unit
      category
      isLocal
      questions {
        code
        label
        kind
        required
        addsUp
        choices {
          code
          label
        }
      }
    }
  }
`)

export const AddItem = graphql(`
  mutation AddItem($grid: ID!, $input: AddItemInput!, $key: UUID!) {
    done: addItem(grid: $grid, input: $input, key: $key) {
      ... on Item {
        id
        name
      }
      ... on Refusal {
        message
      }
    }
  }
`)

export const RetireItem = graphql(`
  mutation RetireItem($item: ID!, $key: UUID!) {
    done: retireItem(item: $item, key: $key) {
      ... on Item {
        id
      }
      ... on Refusal {
        message
      }
    }
  }
`)

const Allowed = graphql(`
  fragment Allowed on Ration {
    id
    quantity
    days
    version
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

export const Rations = graphql(
  `
    query Rations($grid: ID!) {
      grid(id: $grid) {
        id
        name
      }
      rations(grid: $grid) {
        ...Allowed
      }
    }
  `,
  [Allowed],
)

/** What was allowed beyond a ration, with why. */
export const RationExceptions = graphql(`
  query RationExceptions($grid: ID!, $first: Int!, $after: String) {
    supplyRequests(scope: GRID, grid: $grid, exception: true, first: $first, after: $after) {
      nodes {
        id
        door
        askedAt
        grid {
          id
          label
        }
        lines {
          id
          quantity
          exception
          item {
            id
            name
            unit
          }
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`)

export const SetRation = graphql(
  `
    mutation SetRation($grid: ID!, $item: ID!, $quantity: Int!, $days: Int!, $key: UUID!) {
      done: setRation(grid: $grid, item: $item, quantity: $quantity, days: $days, key: $key) {
        ...Allowed
        ... on Refusal {
          message
        }
      }
    }
  `,
  [Allowed],
)

export const EndRation = graphql(`
  mutation EndRation($ration: ID!, $version: Int!, $key: UUID!) {
    done: endRation(ration: $ration, version: $version, key: $key) {
      ... on Gone {
        id
      }
      ... on Refusal {
        message
      }
    }
  }
`)

export type Move = ResultOf<typeof Ledger>['stockMoves']['nodes'][number]
export type Offered = ResultOf<typeof Items>['items'][number]
export type Question = Offered['questions'][number]
export type Allowed = ResultOf<typeof Allowed>
export type ItemInput = VariablesOf<typeof AddItem>['input']
export type QuestionInput = NonNullable<ItemInput['questions']>[number]
