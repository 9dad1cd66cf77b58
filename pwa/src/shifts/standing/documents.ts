/** What whoever stands shifts asks and does: what is needed near, their own duties, one shift with all that belongs to it. */
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

export const MyCalendar = graphql(`
  query MyCalendar {
    calendarFeed {
      url
      createdAt
      readAt
    }
  }
`)

export const JoinShift = graphql(
  `
    mutation JoinShift($shift: ID!, $role: ID!, $mayWait: Boolean!, $key: UUID!) {
      joinShift(shift: $shift, role: $role, mayWait: $mayWait, key: $key) {
        ...Whole
        ... on Refusal {
          message
        }
      }
    }
  `,
  [Whole],
)

export const LeaveShift = graphql(
  `
    mutation LeaveShift($shift: ID!, $reason: String!, $at: DateTime!, $key: UUID!) {
      leaveShift(shift: $shift, reason: $reason, at: $at, key: $key) {
        ...Whole
        ... on Refusal {
          message
        }
      }
    }
  `,
  [Whole],
)

export const OfferShift = graphql(
  `
    mutation OfferShift($shift: ID!, $to: ID, $key: UUID!) {
      offerShift(shift: $shift, to: $to, key: $key) {
        ...Whole
        ... on Refusal {
          message
        }
      }
    }
  `,
  [Whole],
)

export const KeepShift = graphql(
  `
    mutation KeepShift($shift: ID!, $key: UUID!) {
      keepShift(shift: $shift, key: $key) {
        ...Whole
        ... on Refusal {
          message
        }
      }
    }
  `,
  [Whole],
)

export const TakeShift = graphql(
  `
    mutation TakeShift($signup: ID!, $key: UUID!) {
      takeShift(signup: $signup, key: $key) {
        ...Whole
        ... on Refusal {
          message
        }
      }
    }
  `,
  [Whole],
)

export const ConfirmShift = graphql(
  `
    mutation ConfirmShift($shift: ID!, $key: UUID!) {
      confirmShift(shift: $shift, key: $key) {
        ...Whole
        ... on Refusal {
          message
        }
      }
    }
  `,
  [Whole],
)

export const CheckIn = graphql(
  `
    mutation CheckIn($shift: ID!, $code: String!, $at: DateTime!, $key: UUID!) {
      checkIn(shift: $shift, code: $code, at: $at, key: $key) {
        ...Whole
        ... on Refusal {
          message
        }
      }
    }
  `,
  [Whole],
)

export const CheckOut = graphql(
  `
    mutation CheckOut($shift: ID!, $code: String!, $at: DateTime!, $key: UUID!) {
      checkOut(shift: $shift, code: $code, at: $at, key: $key) {
        ...Whole
        ... on Refusal {
          message
        }
      }
    }
  `,
  [Whole],
)

export const ReportShift = graphql(
  `
    mutation ReportShift($shift: ID!, $text: String!, $version: Int, $key: UUID!) {
      reportShift(shift: $shift, text: $text, version: $version, key: $key) {
        ...Whole
        ... on Changed {
          version
          now {
            ...Whole
          }
        }
        ... on Refusal {
          message
        }
      }
    }
  `,
  [Whole],
)

export const ConfirmShiftReport = graphql(
  `
    mutation ConfirmShiftReport($shift: ID!, $seen: DateTime!, $key: UUID!) {
      confirmShiftReport(shift: $shift, seen: $seen, key: $key) {
        ...Whole
        ... on Refusal {
          message
        }
      }
    }
  `,
  [Whole],
)

export const MakeCalendarFeed = graphql(`
  mutation MakeCalendarFeed($key: UUID!) {
    done: makeCalendarFeed(key: $key) {
      ... on CalendarFeed {
        url
      }
      ... on Refusal {
        message
      }
    }
  }
`)

export const RevokeCalendarFeed = graphql(`
  mutation RevokeCalendarFeed($key: UUID!) {
    done: revokeCalendarFeed(key: $key) {
      ... on RevokedCalendarFeed {
        revokedAt
      }
      ... on Refusal {
        message
      }
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
