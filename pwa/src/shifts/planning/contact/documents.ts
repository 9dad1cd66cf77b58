import { graphql, type ResultOf } from '../../../graph/operation'

/** Whom people can call about shifts of a grid: oneself first. */
export const Contacts = graphql(`
  query Contacts($grid: ID!) {
    shiftContacts(grid: $grid) {
      id
      name
      isMe
      hasPhone
    }
  }
`)

export type Contact = NonNullable<ResultOf<typeof Contacts>['shiftContacts']>[number]
