import { graphql, type ResultOf } from '../graph/operation'

export const MyMessages = graphql(`
  query MyMessages($first: Int!, $after: String) {
    myMessages(first: $first, after: $after) {
      nodes {
        id
        kind
        title
        text
        link
        urgent
        at
        readAt
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`)

export const ReadMessages = graphql(`
  mutation ReadMessages($messages: [ID!]!, $key: UUID!) {
    readMessages(messages: $messages, key: $key) {
      ... on ReadMessages {
        unread
        messages {
          id
          readAt
        }
      }
      ... on Refusal {
        message
      }
    }
  }
`)

const Settings = graphql(`
  fragment Settings on PushSettings {
    id
    publicKey
    devices {
      id
      name
      isThisOne
      since
    }
    optional
    unwanted
    quietHours {
      from
      to
    }
    urgentBySms
  }
`)

export const PushSettings = graphql(`query PushSettings { pushSettings { ...Settings } }`, [Settings])

export const SubscribePush = graphql(`
  mutation SubscribePush($input: SubscribePushInput!) {
    subscribePush(input: $input) {
      ...Settings
      ... on Refusal {
        message
      }
    }
  }
`, [Settings])

export const UnsubscribePush = graphql(`
  mutation UnsubscribePush($endpoint: String!) {
    unsubscribePush(endpoint: $endpoint) {
      ...Settings
      ... on Refusal {
        message
      }
    }
  }
`, [Settings])

export const SetPushPreferences = graphql(`
  mutation SetPushPreferences($unwanted: [MessageKind!]!, $quietHours: QuietHoursInput, $key: UUID!) {
    setPushPreferences(unwanted: $unwanted, quietHours: $quietHours, key: $key) {
      ...Settings
      ... on Refusal {
        message
      }
    }
  }
`, [Settings])

export const SendTestPush = graphql(`
  mutation SendTestPush {
    sendTestPush {
      ... on PushTest {
        sent {
          id
          shownAt
        }
        outcomes {
          device
          isThisOne
          outcome
        }
      }
      ... on Refusal {
        message
      }
    }
  }
`)

/** Whether a phone has shown a test message; asked again when there is a hint that it did. */
export const TestMessage = graphql(`
  query TestMessage($id: ID!) {
    node(id: $id) {
      ... on Message {
        id
        shownAt
      }
    }
  }
`)

/** The two that the service worker says, which nobody sees: a refusal is not shown. */
export const SubscribeAgain = graphql(`
  mutation SubscribeAgain($input: SubscribePushInput!) {
    subscribePush(input: $input) {
      __typename
      ... on Refusal {
        message
      }
    }
  }
`)

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

export type Message = ResultOf<typeof MyMessages>['myMessages']['nodes'][number]
export type Settings = ResultOf<typeof PushSettings>['pushSettings']
export type Kind = Message['kind']
export type Test = Extract<ResultOf<typeof SendTestPush>['sendTestPush'], { sent: unknown }>
export type Outcome = Test['outcomes'][number]['outcome']
