import { graphql, type ResultOf } from '../../graph/operation'

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

export const Planned = graphql(
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
export const Led = graphql(
  `
    fragment Led on Shift {
      ...Planned
      excused: signups {
        id
        who
        state
        askedAt
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

export type Planned = ResultOf<typeof Planned>
export type Led = ResultOf<typeof Led>
export type Placed = Planned['signups'][number]
export type Role = Planned['roles'][number]
export type Tally = ResultOf<typeof Tally>
export type Kind = Planned['kind']
export type Paper = Role['qualifications'][number]
