/** What whoever stands shifts does about one. */
import { graphql } from '../../../graph/operation'
import { Whole } from '../documents'

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
