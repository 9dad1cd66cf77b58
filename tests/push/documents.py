"""What phones ask about messages and how these reach them."""

SUBSCRIBE = """mutation ($input: SubscribePushInput!) { subscribePush(input: $input) {
  ... on PushSettings { devices { name isThisOne acceptedAt } }
  ... on Refusal { __typename message } ... on BadInput { field } } }"""
UNSUBSCRIBE = """mutation ($endpoint: String!) { unsubscribePush(endpoint: $endpoint) {
  ... on PushSettings { devices { name } } ... on Refusal { __typename } } }"""
SETTINGS = """{ pushSettings { publicKey optional unwanted quietHours { from to zone } urgentBySms timeZone
  devices { name isThisOne } } }"""
CHOOSE = """mutation ($unwanted: [MessageKind!]!, $quiet: QuietHoursInput, $key: UUID!) {
  setPushPreferences(unwanted: $unwanted, quietHours: $quiet, key: $key) {
    ... on PushSettings { unwanted quietHours { from to zone } } ... on Refusal { __typename message } } }"""
MESSAGES = """query ($first: Int!, $after: String) { unreadMessages myMessages(first: $first, after: $after) {
  nodes { id kind title text link urgent at shownAt readAt } pageInfo { hasNextPage endCursor } } }"""
SHOWN = (
    "mutation ($message: ID!) { reportShown(message: $message) { __typename ... on Message { shownAt } } }"
)
READ = """mutation ($messages: [ID!]!, $key: UUID!) { readMessages(messages: $messages, key: $key) {
  __typename ... on ReadMessages { unread messages { id readAt } } } }"""
TEST = """mutation { sendTestPush { ... on PushTest { sent { id shownAt } outcomes { device isThisOne outcome } }
  ... on Refusal { __typename message } } }"""
