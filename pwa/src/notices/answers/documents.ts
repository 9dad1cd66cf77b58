import { graphql, type ResultOf } from '../../graph/operation'

const Received = graphql(`
  fragment Received on ReceivedAnswer {
    id
    name
    phone
    door
    answer {
      id
      kind
      text
      place
      at
      reply
      card
    }
  }
`)

/** About which notice, and what was replied so far. */
export const AnsweredNotice = graphql(`
  query AnsweredNotice($id: ID!) {
    notice(id: $id) {
      id
      kind
      earnest
      allowed
      grid {
        id
      }
      text {
        language
        headline
      }
      replies {
        id
        question
        text
        at
      }
    }
  }
`)

export const NoticeQuestions = graphql(
  `
    query NoticeQuestions($notice: ID!, $openOnly: Boolean!, $first: Int!, $after: String) {
      noticeQuestions(notice: $notice, openOnly: $openOnly, first: $first, after: $after) {
        nodes {
          ...Received
        }
        pageInfo {
          hasNextPage
          endCursor
        }
      }
    }
  `,
  [Received],
)

export const NoticeRegistrations = graphql(
  `
    query NoticeRegistrations($notice: ID!, $first: Int!, $after: String) {
      noticeRegistrations(notice: $notice, first: $first, after: $after) {
        nodes {
          ...Received
        }
        pageInfo {
          hasNextPage
          endCursor
        }
      }
    }
  `,
  [Received],
)

export const NoticeSignatures = graphql(`
  query NoticeSignatures($notice: ID!, $first: Int!, $after: String) {
    noticeSignatures(notice: $notice, first: $first, after: $after) {
      nodes {
        id
        name
        door
        signedAt
        takenBy
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`)

export const ReplyToQuestions = graphql(`
  mutation ReplyToQuestions($notice: ID!, $answers: [ID!]!, $question: String!, $text: String!, $key: UUID!) {
    done: replyToQuestions(notice: $notice, answers: $answers, question: $question, text: $text, key: $key) {
      ... on NoticeReply {
        id
        question
        text
        at
      }
      ... on BadInput {
        field
      }
      ... on Refusal {
        message
      }
    }
  }
`)

export type Received = ResultOf<typeof Received>
export type AnsweredNotice = NonNullable<ResultOf<typeof AnsweredNotice>['notice']>
