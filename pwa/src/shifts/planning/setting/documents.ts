import { graphql, type VariablesOf } from '../../../graph/operation'
import { Led } from '../documents'

/** How much anybody may stand: a longer shift is set for nobody. */
export const ShiftLimits = graphql(`
  query ShiftLimits {
    shiftLimits {
      mostHoursADay
    }
  }
`)

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

export type ShiftInput = VariablesOf<typeof CreateShift>['input']
