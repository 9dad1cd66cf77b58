/** What whoever stands shifts asks: what is needed near, their own duties, one shift with all that belongs to it. */
import { graphql, type ResultOf } from '../../graph/operation'

const MyPlace = graphql(`
  fragment MyPlace on Signup {
    id
    state
    role
    waitingPlace
    askedAgainAt
    offeredAt
    offeredTo
    isAskedFor
    insteadOf
    reason
    cameAt
    wentAt
    minutes
    approvedAt
  }
`)

/** What a card in a list says of a shift. */
export const Listed = graphql(
  `
    fragment Listed on Shift {
      id
      kind
      place
      startsAt
      endsAt
      leavingIsLateFrom
      state
      byApproval
      grid {
        id
        name
      }
      roles {
        id
        name
        needed
        taken
        waiting
        qualifications
        whyNot {
          __typename
          message
        }
      }
      mine {
        ...MyPlace
      }
    }
  `,
  [MyPlace],
)

/** What whoever stands it has to know, also where there is no signal. */
export const Standing = graphql(
  `
    fragment Standing on Shift {
      ...Listed
      brief
      bring
      reason
      mayLead
      contact {
        name
        phone
      }
    }
  `,
  [Listed],
)

const Report = graphql(`
  fragment Report on ShiftReport {
    text
    who
    at
    confirmedBy
    confirmedAt
  }
`)

/** Everything that a person may know of one shift. */
export const Whole = graphql(
  `
    fragment Whole on Shift {
      ...Standing
      version
      beforeShift
      mayConfirmBefore
      signups {
        id
        role
        state
        who
        isMine
        offeredAt
        isOfferedToMe
        isAskedFor
        mayTake
      }
      report {
        ...Report
      }
      before {
        ...Report
      }
    }
  `,
  [Standing, Report],
)

/** How many are read at first: what one page has read, another finds on the phone. */
export const firstNear = { first: 30 }
export const firstDuties = { past: false, first: 30 }

/** Shifts on my ground that are not over yet. */
export const NearShifts = graphql(
  `
    query NearShifts($first: Int!, $after: String) {
      shifts(first: $first, after: $after) {
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

/** What I am on, or wait for; or what I stood. */
export const MyDuties = graphql(
  `
    query MyDuties($past: Boolean!, $first: Int!, $after: String) {
      myShifts(past: $past, first: $first, after: $after) {
        nodes {
          ...MyPlace
          shift {
            ...Standing
          }
        }
        pageInfo {
          hasNextPage
          endCursor
        }
      }
    }
  `,
  [MyPlace, Standing],
)

export const OneShift = graphql(`query OneShift($id: ID!) { shift(id: $id) { ...Whole } }`, [Whole])

/** To whom I may offer my place. */
export const ShiftTakers = graphql(`
  query ShiftTakers($shift: ID!) {
    takers(shift: $shift) {
      id
      name
    }
  }
`)

export type Listed = ResultOf<typeof Listed>
export type Role = Listed['roles'][number]
export type Place = ResultOf<typeof MyPlace>
export type StandingShift = ResultOf<typeof Standing>
export type WholeShift = ResultOf<typeof Whole>
export type Report = ResultOf<typeof Report>
export type Duty = ResultOf<typeof MyDuties>['myShifts']['nodes'][number]
/** As much as is known of it: without signal perhaps only what a list said. */
export type KnownShift = Listed & Partial<WholeShift>
