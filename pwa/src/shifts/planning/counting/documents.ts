import { graphql } from '../../../graph/operation'
import { Planned, Tally } from '../documents'

/** The shifts with hours that nobody has approved, however old. */
export const Unapproved = graphql(
  `
    query Unapproved($grid: ID!, $first: Int!, $after: String) {
      grid(id: $grid) {
        id
        name
      }
      shifts(grid: $grid, unapproved: true, first: $first, after: $after) {
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
