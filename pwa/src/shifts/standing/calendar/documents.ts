/** The address under which somebody's calendar reads their shifts. */
import { graphql } from '../../../graph/operation'

export const MyCalendar = graphql(`
  query MyCalendar {
    calendarFeed {
      url
      createdAt
      readAt
    }
  }
`)

export const MakeCalendarFeed = graphql(`
  mutation MakeCalendarFeed($key: UUID!) {
    done: makeCalendarFeed(key: $key) {
      ... on CalendarFeed {
        url
      }
      ... on Refusal {
        message
      }
    }
  }
`)

export const RevokeCalendarFeed = graphql(`
  mutation RevokeCalendarFeed($key: UUID!) {
    done: revokeCalendarFeed(key: $key) {
      ... on RevokedCalendarFeed {
        revokedAt
      }
      ... on Refusal {
        message
      }
    }
  }
`)
