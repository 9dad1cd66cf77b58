import { graphql } from '../../graph/operation'

/** Where a notice waits for me to pass it on. */
export const NoticeTurns = graphql(`
  query NoticeTurns($id: ID!) {
    notice(id: $id) {
      id
      turns {
        grid {
          id
          label
        }
        arrivedAt
        dueAt
      }
    }
  }
`)

export const PassOnNotice = graphql(`
  mutation PassOnNotice($notice: ID!, $grid: ID!, $line: String!, $key: UUID!) {
    passOnNotice(notice: $notice, grid: $grid, line: $line, key: $key) {
      ... on Notice {
        id
        turns {
          grid {
            id
            label
          }
          arrivedAt
          dueAt
        }
        allowed
      }
      ... on Refusal {
        message
      }
    }
  }
`)
