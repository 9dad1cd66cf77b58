import { graphql } from '../../../graph/operation'
import { Desked } from '../documents'

export const DraftNotice = graphql(
  `
    mutation DraftNotice($grid: ID!, $input: DraftNoticeInput!, $key: UUID!) {
      done: draftNotice(grid: $grid, input: $input, key: $key) {
        ...Desked
        ... on BadInput {
          field
        }
        ... on Refusal {
          message
        }
      }
    }
  `,
  [Desked],
)

export const ChangeNotice = graphql(
  `
    mutation ChangeNotice($notice: ID!, $input: DraftNoticeInput!, $version: Int!, $key: UUID!) {
      done: changeNotice(notice: $notice, input: $input, version: $version, key: $key) {
        ...Desked
        ... on BadInput {
          field
        }
        ... on Refusal {
          message
        }
      }
    }
  `,
  [Desked],
)

export const CorrectNotice = graphql(
  `
    mutation CorrectNotice($notice: ID!, $input: DraftNoticeInput!, $reason: String!, $version: Int!, $key: UUID!) {
      done: correctNotice(notice: $notice, input: $input, reason: $reason, version: $version, key: $key) {
        ...Desked
        ... on BadInput {
          field
        }
        ... on Refusal {
          message
        }
      }
    }
  `,
  [Desked],
)

export const PublishNotice = graphql(
  `
    mutation PublishNotice($notice: ID!, $version: Int!, $at: DateTime, $key: UUID!) {
      done: publishNotice(notice: $notice, version: $version, at: $at, key: $key) {
        ...Desked
        ... on BadInput {
          field
        }
        ... on Refusal {
          message
        }
      }
    }
  `,
  [Desked],
)

export const ReturnNotice = graphql(
  `
    mutation ReturnNotice($notice: ID!, $reason: String!, $key: UUID!) {
      done: returnNotice(notice: $notice, reason: $reason, key: $key) {
        ...Desked
        ... on Refusal {
          message
        }
      }
    }
  `,
  [Desked],
)

export const WithdrawNotice = graphql(
  `
    mutation WithdrawNotice($notice: ID!, $reason: String!, $version: Int!, $key: UUID!) {
      done: withdrawNotice(notice: $notice, reason: $reason, version: $version, key: $key) {
        ...Desked
        ... on Refusal {
          message
        }
      }
    }
  `,
  [Desked],
)

export const DropNotice = graphql(`
  mutation DropNotice($notice: ID!, $key: UUID!) {
    done: dropNotice(notice: $notice, key: $key) {
      ... on Dropped {
        id
      }
      ... on Refusal {
        message
      }
    }
  }
`)
