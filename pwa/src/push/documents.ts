import { graphql } from '../graph/operation'

/** Said by the service worker, which nobody sees: a refusal is not shown. */
export const ReportShown = graphql(`
  mutation ReportShown($message: ID!) {
    reportShown(message: $message) {
      __typename
      ... on Refusal {
        message
      }
    }
  }
`)
