import { graphql, type ResultOf, type VariablesOf } from '../../graph/operation'

const Settings = graphql(`
  fragment Settings on NoticeSettings {
    grid {
      id
      label
    }
    setHere
    twoPeople
    steps {
      channel
      minutes
    }
    relayMinutes
    version
    mayChange
  }
`)

const Group = graphql(`
  fragment Group on ChatGroup {
    id
    name
    service
    boundBy
    boundAt
    lastPostedAt
    failingSince
  }
`)

/** How a grid publishes and reaches. */
export const GroundSettings = graphql(`query GroundSettings($grid: ID!) { noticeSettings(grid: $grid) { ...Settings } }`, [Settings])

/** Into which groups its notices are posted; for who decides there. */
export const ChatGroups = graphql(`query ChatGroups($grid: ID!) { chatGroups(grid: $grid) { ...Group } }`, [Group])

export const SetNoticeSettings = graphql(
  `
    mutation SetNoticeSettings($grid: ID!, $input: NoticeSettingsInput!, $version: Int!, $key: UUID!) {
      done: setNoticeSettings(grid: $grid, input: $input, version: $version, key: $key) {
        ...Settings
        ... on BadInput {
          field
        }
        ... on Refusal {
          message
        }
      }
    }
  `,
  [Settings],
)

export const BindChatGroup = graphql(
  `
    mutation BindChatGroup($grid: ID!, $name: String!, $url: String!, $key: UUID!) {
      done: bindChatGroup(grid: $grid, name: $name, url: $url, key: $key) {
        ...Group
        ... on BadInput {
          field
        }
        ... on Refusal {
          message
        }
      }
    }
  `,
  [Group],
)

export const TryChatGroup = graphql(
  `
    mutation TryChatGroup($group: ID!) {
      tryChatGroup(group: $group) {
        ...Group
        ... on Refusal {
          message
        }
      }
    }
  `,
  [Group],
)

export const RemoveChatGroup = graphql(`
  mutation RemoveChatGroup($group: ID!, $key: UUID!) {
    done: removeChatGroup(group: $group, key: $key) {
      ... on RemovedChatGroup {
        id
      }
      ... on Refusal {
        message
      }
    }
  }
`)

export type Settings = ResultOf<typeof Settings>
export type Group = ResultOf<typeof Group>
export type Channel = Settings['steps'][number]['channel']
export type SettingsInput = VariablesOf<typeof SetNoticeSettings>['input']
