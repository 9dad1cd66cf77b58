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

/** How much anybody may stand: a longer shift is set for nobody. */
export const ShiftLimits = graphql(`
  query ShiftLimits {
    shiftLimits {
      mostHoursADay
    }
  }
`)

export type Contact = NonNullable<ResultOf<typeof Contacts>['shiftContacts']>[number]
