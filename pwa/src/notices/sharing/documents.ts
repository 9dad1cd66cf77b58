import { graphql } from '../../graph/operation'

/** What to share of a notice with the people of one grid. */
export const NoticeLink = graphql(`
  query NoticeLink($notice: ID!, $grid: ID!) {
    noticeLink(notice: $notice, grid: $grid) {
      url
      text
      card
      poster
      opened
    }
  }
`)
