import { graphql, type ResultOf, type VariablesOf } from '../../graph/operation'

/** What a leader's board says of somebody's place in a shift. */
const Placed = graphql(`
  fragment Placed on Signup {
    id
    role
    state
    who
    person
    leftLate
    askedAgainAt
    offeredAt
    offeredTo
    insteadOf
    cameAt
    wentAt
    lateAt
    minutes
    approvedAt
    version
  }
`)

const Planned = graphql(
  `
    fragment Planned on Shift {
      id
      kind
      place
      startsAt
      endsAt
      state
      byApproval
      isOver
      isRepeated
      version
      roles {
        id
        name
        needed
        taken
        waiting
        qualifications
      }
      signups {
        ...Placed
      }
    }
  `,
  [Placed],
)

/** One shift with all that a leader may change about it. */
const Led = graphql(
  `
    fragment Led on Shift {
      ...Planned
      excused: signups {
        id
        who
        state
        leftLate
        reason
      }
      brief
      bring
      reason
      mayLead
      alikeAfter
      contact {
        person
        name
      }
      grid {
        id
        name
      }
      rota {
        id
        name
      }
      report {
        text
        who
        at
        confirmedBy
      }
    }
  `,
  [Planned],
)

export const Tally = graphql(`
  fragment Tally on ShiftPerson {
    id
    name
    nights
    weekends
    minutes
  }
`)

export const Week = graphql(
  `
    query Week($grid: ID!, $day: Date!) {
      grid(id: $grid) {
        id
        name
      }
      shiftWeek(grid: $grid, day: $day) {
        from
        until
        shifts {
          ...Planned
        }
        people {
          ...Tally
        }
      }
    }
  `,
  [Planned, Tally],
)

export const LedShift = graphql(
  `
    query LedShift($id: ID!) {
      shift(id: $id) {
        ...Led
      }
    }
  `,
  [Led],
)

/** Who can be put on a shift, and why others cannot. */
export const Candidates = graphql(`
  query Candidates($shift: ID!, $role: ID!) {
    candidates(shift: $shift, role: $role) {
      id
      name
      whyNot {
        message
      }
    }
  }
`)

export const PlaceCode = graphql(`
  query PlaceCode($shift: ID!) {
    shift(id: $shift) {
      id
      kind
      place
      startsAt
      endsAt
    }
    placeCode(shift: $shift) {
      url
      qr
      digits
      expiresAt
    }
  }
`)

/** The shifts that somebody stands, or should, within some time. */
export const OnDuty = graphql(
  `
    query OnDuty($grid: ID!, $from: DateTime!, $until: DateTime!, $first: Int!, $after: String) {
      grid(id: $grid) {
        id
        name
      }
      shifts(grid: $grid, from: $from, until: $until, first: $first, after: $after) {
        nodes {
          ...Planned
        }
        pageInfo {
          hasNextPage
          endCursor
        }
      }
    }
  `,
  [Planned],
)

export const Fairness = graphql(
  `
    query Fairness($grid: ID!, $from: DateTime!, $until: DateTime!) {
      shiftFairness(grid: $grid, from: $from, until: $until) {
        ...Tally
      }
    }
  `,
  [Tally],
)

export const CreateShift = graphql(
  `
    mutation CreateShift($grid: ID!, $input: ShiftInput!, $repeats: String!, $key: UUID!) {
      done: createShift(grid: $grid, input: $input, repeats: $repeats, key: $key) {
        ...Led
        ... on BadInput {
          field
        }
        ... on Refusal {
          message
        }
      }
    }
  `,
  [Led],
)

export const ChangeShift = graphql(
  `
    mutation ChangeShift($shift: ID!, $input: ShiftInput!, $version: Int!, $allFollowing: Boolean!, $key: UUID!) {
      done: changeShift(shift: $shift, input: $input, version: $version, allFollowing: $allFollowing, key: $key) {
        ...Led
        ... on BadInput {
          field
        }
        ... on Refusal {
          message
        }
      }
    }
  `,
  [Led],
)

export const CancelShift = graphql(
  `
    mutation CancelShift($shift: ID!, $reason: String!, $allFollowing: Boolean!, $key: UUID!) {
      done: cancelShift(shift: $shift, reason: $reason, allFollowing: $allFollowing, key: $key) {
        ...Led
        ... on Refusal {
          message
        }
      }
    }
  `,
  [Led],
)

export const AssignShift = graphql(
  `
    mutation AssignShift($shift: ID!, $role: ID!, $person: ID!, $key: UUID!) {
      done: assignShift(shift: $shift, role: $role, person: $person, key: $key) {
        ...Planned
        ... on Refusal {
          message
        }
      }
    }
  `,
  [Planned],
)

export const TakeOffShift = graphql(
  `
    mutation TakeOffShift($shift: ID!, $person: ID!, $reason: String!, $key: UUID!) {
      done: leaveShift(shift: $shift, person: $person, reason: $reason, key: $key) {
        ...Planned
        ... on Refusal {
          message
        }
      }
    }
  `,
  [Planned],
)

export const ApproveSignup = graphql(
  `
    mutation ApproveSignup($signup: ID!, $accepted: Boolean!, $reason: String!, $key: UUID!) {
      done: approveSignup(signup: $signup, accepted: $accepted, reason: $reason, key: $key) {
        ...Planned
        ... on Refusal {
          message
        }
      }
    }
  `,
  [Planned],
)

export const NoteComing = graphql(
  `
    mutation NoteComing($shift: ID!, $person: ID!, $key: UUID!) {
      checkIn(shift: $shift, person: $person, key: $key) {
        ...Planned
        ... on Refusal {
          message
        }
      }
    }
  `,
  [Planned],
)

export const NoteGoing = graphql(
  `
    mutation NoteGoing($shift: ID!, $person: ID!, $key: UUID!) {
      checkOut(shift: $shift, person: $person, key: $key) {
        ...Planned
        ... on Refusal {
          message
        }
      }
    }
  `,
  [Planned],
)

export const ApproveHours = graphql(
  `
    mutation ApproveHours($signup: ID!, $minutes: Int, $key: UUID!) {
      approveHours(signup: $signup, minutes: $minutes, key: $key) {
        ...Planned
        ... on Refusal {
          message
        }
      }
    }
  `,
  [Planned],
)

export type Planned = ResultOf<typeof Planned>
export type Led = ResultOf<typeof Led>
export type Placed = Planned['signups'][number]
export type Role = Planned['roles'][number]
export type Tally = ResultOf<typeof Tally>
export type Kind = Planned['kind']
export type Paper = Role['qualifications'][number]
export type ShiftInput = VariablesOf<typeof CreateShift>['input']
