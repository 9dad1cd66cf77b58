/** What can be asked for on a ground, and how much of it each household may have. */
import { graphql, type ResultOf, type VariablesOf } from '../../../graph/operation'

/** What can be asked for on a ground, with what the leader of it may change. */
export const Items = graphql(`
  query Items($grid: ID!) {
    grid(id: $grid) {
      id
      may
    }
    items(grid: $grid) {
      id
      name
      unit
      category
      isLocal
      mayChange
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
      may
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
        may
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

export const EndRation = graphql(
  `
    mutation EndRation($ration: ID!, $version: Int!, $key: UUID!) {
      done: endRation(ration: $ration, version: $version, key: $key) {
        ... on Gone {
          id
        }
        ... on Changed {
          now {
            ...Allowed
          }
        }
        ... on Refusal {
          message
        }
      }
    }
  `,
  [Allowed],
)

export type Offered = ResultOf<typeof Items>['items'][number]
export type Question = Offered['questions'][number]
export type Allowed = ResultOf<typeof Allowed>
export type ItemInput = VariablesOf<typeof AddItem>['input']
export type QuestionInput = NonNullable<ItemInput['questions']>[number]
