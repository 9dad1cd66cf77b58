import { graphql } from '../../../graph/operation'
import { Planned } from '../documents'

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
