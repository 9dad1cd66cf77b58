import { graphql } from '../../../graph/operation'
import { Planned } from '../documents'

export const PlaceCode = graphql(`
  query PlaceCode($shift: ID!) {
    shift(id: $shift) {
      id
      kind
      place
      startsAt
      endsAt
    }
    placeCode(shift: $shift) {
      url
      qr
      digits
      expiresAt
    }
  }
`)

/** The shifts that somebody stands, or should, within some time. */
export const OnDuty = graphql(
  `
    query OnDuty($grid: ID!, $from: DateTime!, $until: DateTime!, $first: Int!, $after: String) {
      grid(id: $grid) {
        id
        name
      }
      shifts(grid: $grid, from: $from, until: $until, first: $first, after: $after) {
        nodes {
          ...Planned
        }
        pageInfo {
          hasNextPage
          endCursor
        }
      }
    }
  `,
  [Planned],
)

export const NoteComing = graphql(
  `
    mutation NoteComing($shift: ID!, $person: ID!, $at: DateTime!, $key: UUID!) {
      checkIn(shift: $shift, person: $person, at: $at, key: $key) {
        ...Planned
        ... on Refusal {
          message
        }
      }
    }
  `,
  [Planned],
)

export const NoteGoing = graphql(
  `
    mutation NoteGoing($shift: ID!, $person: ID!, $at: DateTime!, $key: UUID!) {
      checkOut(shift: $shift, person: $person, at: $at, key: $key) {
        ...Planned
        ... on Refusal {
          message
        }
      }
    }
  `,
  [Planned],
)
