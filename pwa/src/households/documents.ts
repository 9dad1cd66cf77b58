import { graphql, type ResultOf, type VariablesOf } from '../graph/operation'
import { Invited } from './inviting/documents'

export const Home = graphql(`
  fragment Home on Household {
    id
    version
    isVacant
    mayDecide
    language
    door {
      building
      unit
      room
      label
    }
    grid {
      id
      name
    }
    liaison {
      post
      name
    }
    contact {
      name
      role
      phone
    }
    particulars {
      address
      notes
      residents {
        id
        name
        phone
        birthYear
        isHead
        isMe
        hasAccount
        person
        version
      }
      waiting {
        id
        name
        phone
      }
      needs {
        id
        kind
        resident
        month
        note
      }
    }
  }
`)

/** The grids right below one: a door in one of them is registered there. */
export const PartsOfGrid = graphql(`
  query PartsOfGrid($grid: ID!) {
    grids(parent: $grid) {
      nodes {
        id
        name
      }
    }
  }
`)

export const MyHousehold = graphql(
  `
    query MyHousehold {
      myHousehold {
        ...Home
        invitations {
          ...Invited
        }
        looks(first: 20) {
          nodes {
            id
            name
            role
            tier
            reason
            at
          }
        }
      }
      myWaiting {
        resident
        since
        door {
          label
        }
        contact {
          name
          role
          phone
        }
      }
    }
  `,
  [Home, Invited],
)

export const OneHousehold = graphql(
  `
    query OneHousehold($id: ID!) {
      household(id: $id) {
        ...Home
      }
    }
  `,
  [Home],
)

export const Households = graphql(`
  query Households($grid: ID!, $search: String, $need: NeedKind, $missing: MissingInHousehold, $first: Int!, $after: String) {
    households(grid: $grid, search: $search, need: $need, missing: $missing, first: $first, after: $after) {
      nodes {
        id
        needs
        isVacant
        residentCount
        waitingCount
        door {
          label
        }
        grid {
          id
          name
        }
        liaison {
          post
          name
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
    householdCounts(grid: $grid) {
      households
      withoutResidents
      withoutLiaison
      waiting
    }
  }
`)

export const RegisterHousehold = graphql(
  `
    mutation RegisterHousehold($grid: ID!, $input: RegisterHouseholdInput!, $key: UUID!) {
      registerHousehold(grid: $grid, input: $input, key: $key) {
        ...Home
        ... on Refusal {
          message
        }
      }
    }
  `,
  [Home],
)

export const ChangeHousehold = graphql(
  `
    mutation ChangeHousehold($household: ID!, $input: ChangeHouseholdInput!, $version: Int!, $key: UUID!) {
      changeHousehold(household: $household, input: $input, version: $version, key: $key) {
        ...Home
        ... on Changed {
          version
          now {
            ...Home
          }
        }
        ... on Refusal {
          message
        }
      }
    }
  `,
  [Home],
)

export const CloseDoor = graphql(`
  mutation CloseDoor($household: ID!, $key: UUID!) {
    closeDoor(household: $household, key: $key) {
      ... on Left {
        id
      }
      ... on Refusal {
        message
      }
    }
  }
`)

export type Home = ResultOf<typeof Home>
export type Particulars = NonNullable<Home['particulars']>
export type Resident = Particulars['residents'][number]
export type Waiting = Particulars['waiting'][number]
export type Need = Particulars['needs'][number]
export type NeedKind = Need['kind']
export type Contact = NonNullable<Home['contact']>
export type Look = NonNullable<NonNullable<ResultOf<typeof MyHousehold>['myHousehold']>['looks']>['nodes'][number]
export type Listed = ResultOf<typeof Households>['households']['nodes'][number]
export type Missing = NonNullable<VariablesOf<typeof Households>['missing']>
export type Correction = VariablesOf<typeof ChangeHousehold>['input']
export type DoorInput = VariablesOf<typeof RegisterHousehold>['input']['door']
