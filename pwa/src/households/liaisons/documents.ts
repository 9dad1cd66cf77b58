import { graphql } from '../../graph/operation'

export const Liaisons = graphql(`
  query Liaisons($grid: ID!) {
    liaisons(grid: $grid) {
      households
      grid {
        id
        name
      }
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
