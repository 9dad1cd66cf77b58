import { graphql } from '../../graph/operation'

/** For the first promise on the board of who leads. */
export const LastReached = graphql(`
  query LastReached($grid: ID!) {
    lastReached(grid: $grid) {
      notice {
        id
        headline
      }
      households
      reached
    }
  }
`)
