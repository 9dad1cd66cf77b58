import { graphql, type ResultOf, type VariablesOf } from '../graph/operation'

const Home = graphql(`
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

const Invited = graphql(`
  fragment Invited on Invitation {
    id
    code
    link
    qr
    uses
    used
    expiresAt
    isOpen
    door {
      label
    }
    grid {
      id
      name
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

export const MyPosts = graphql(`
  query MyPosts {
    me {
      id
      posts {
        id
        role
        grid {
          id
          label
        }
      }
    }
  }
`)

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

export const AddResident = graphql(
  `
    mutation AddResident($household: ID!, $input: ResidentInput!, $key: UUID!) {
      addResident(household: $household, input: $input, key: $key) {
        ...Home
        ... on Refusal {
          message
        }
      }
    }
  `,
  [Home],
)

export const ChangeResident = graphql(
  `
    mutation ChangeResident($resident: ID!, $input: ResidentInput!, $version: Int!, $key: UUID!) {
      changeResident(resident: $resident, input: $input, version: $version, key: $key) {
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

export const AdmitResident = graphql(
  `
    mutation AdmitResident($resident: ID!, $knownAs: ID, $key: UUID!) {
      admitResident(resident: $resident, knownAs: $knownAs, key: $key) {
        ...Home
        ... on Refusal {
          message
        }
      }
    }
  `,
  [Home],
)

export const MoveOut = graphql(`
  mutation MoveOut($resident: ID!, $key: UUID!) {
    moveOut(resident: $resident, key: $key) {
      ... on Household {
        id
      }
      ... on Left {
        id
      }
      ... on Refusal {
        message
      }
    }
  }
`)

export const RecordNeed = graphql(`
  mutation RecordNeed($household: ID!, $resident: ID, $input: NeedInput!, $key: UUID!) {
    recordNeed(household: $household, resident: $resident, input: $input, key: $key) {
      ... on Need {
        id
        kind
        resident
        month
        note
      }
      ... on Refusal {
        message
      }
    }
  }
`)

export const ClearNeed = graphql(`
  mutation ClearNeed($need: ID!, $key: UUID!) {
    clearNeed(need: $need, key: $key) {
      ... on Household {
        id
      }
      ... on Refusal {
        message
      }
    }
  }
`)

export const Liaisons = graphql(`
  query Liaisons($grid: ID!) {
    liaisons(grid: $grid) {
      households
      contact {
        post
        name
        phone
      }
    }
  }
`)

export const AssignLiaison = graphql(`
  mutation AssignLiaison($liaison: ID!, $first: ID!, $last: ID!, $key: UUID!) {
    assignLiaison(liaison: $liaison, first: $first, last: $last, key: $key) {
      ... on NamedLiaison {
        post
        name
      }
      ... on Refusal {
        message
      }
    }
  }
`)

export const Invitations = graphql(
  `
    query Invitations($grid: ID!, $first: Int!, $after: String) {
      invitations(grid: $grid, first: $first, after: $after) {
        nodes {
          ...Invited
        }
        pageInfo {
          hasNextPage
          endCursor
        }
      }
    }
  `,
  [Invited],
)

export const InviteResidents = graphql(
  `
    mutation InviteResidents($grid: ID, $household: ID, $days: Int!, $uses: Int!, $key: UUID!) {
      inviteResidents(grid: $grid, household: $household, days: $days, uses: $uses, key: $key) {
        ...Invited
        ... on Refusal {
          message
        }
      }
    }
  `,
  [Invited],
)

export const RevokeInvitation = graphql(`
  mutation RevokeInvitation($invitation: ID!, $key: UUID!) {
    revokeInvitation(invitation: $invitation, key: $key) {
      ... on Invitation {
        id
        isOpen
      }
      ... on Refusal {
        message
      }
    }
  }
`)

export const Welcome = graphql(`
  query Welcome($code: String!) {
    invitation(code: $code) {
      ... on Welcome {
        place
        door {
          label
        }
        buildings {
          name
          units
          grid
        }
      }
      ... on Refusal {
        message
      }
    }
  }
`)

export const AcceptInvitation = graphql(`
  mutation AcceptInvitation($code: String!, $input: AcceptInvitationInput!, $key: UUID!) {
    acceptInvitation(code: $code, input: $input, key: $key) {
      ... on Joined {
        person
        isWaiting
        door {
          label
        }
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
export type Invitation = ResultOf<typeof Invited>
export type ResidentInput = VariablesOf<typeof AddResident>['input']
export type NeedInput = VariablesOf<typeof RecordNeed>['input']
export type Correction = VariablesOf<typeof ChangeHousehold>['input']
export type DoorInput = VariablesOf<typeof RegisterHousehold>['input']['door']
