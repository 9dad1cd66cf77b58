/** What those ask who need something: for whom, what there is, and the request itself. */
import { graphql, type ResultOf, type VariablesOf } from '../../graph/operation'
import { Whole } from '../documents'

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

const FoundDoor = graphql(`
  fragment FoundDoor on Household {
    id
    door {
      label
    }
    grid {
      id
      name
    }
  }
`)

/** Doors to ask for, by whoever has their owner on the phone. */
export const FindDoors = graphql(
  `
    query FindDoors($grid: ID!, $search: String!) {
      households(grid: $grid, search: $search, first: 12) {
        nodes {
          ...FoundDoor
        }
      }
    }
  `,
  [FoundDoor],
)

export const OneDoor = graphql(
  `
    query OneDoor($id: ID!) {
      household(id: $id) {
        ...FoundDoor
      }
    }
  `,
  [FoundDoor],
)

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

export type Item = ResultOf<typeof Catalogue>['items'][number]
export type Question = Item['questions'][number]
export type Door = ResultOf<typeof FoundDoor>
export type Contact = NonNullable<NonNullable<ResultOf<typeof MyDoor>['myHousehold']>['contact']>
export type RequestInput = VariablesOf<typeof RequestSupplies>['input']
