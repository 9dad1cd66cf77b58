import { graphql } from '../../graph/operation'
import type { WholeNotice } from '../documents'

export const AnswerNotice = graphql(`
  mutation AnswerNotice($notice: ID!, $input: AnswerNoticeInput!, $key: UUID!) {
    answerNotice(notice: $notice, input: $input, key: $key) {
      ... on NoticeAnswer {
        id
      }
      ... on Refusal {
        message
      }
    }
  }
`)

export const SignNotice = graphql(`
  mutation SignNotice($notice: ID!, $input: SignNoticeInput!, $key: UUID!) {
    signNotice(notice: $notice, input: $input, key: $key) {
      ... on Signature {
        id
        signedAt
      }
      ... on Refusal {
        message
      }
    }
  }
`)

export type Answer = WholeNotice['myAnswers'][number]
export type AnswerKind = Answer['kind']
