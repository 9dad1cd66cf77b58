import { graphql } from '../../../graph/operation'
import { Planned, Tally } from '../documents'

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
