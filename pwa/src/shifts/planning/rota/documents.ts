import { graphql, type ResultOf, type VariablesOf } from '../../../graph/operation'
import { Tally } from '../documents'

/** Whom a leader can share shifts out over: who holds a post in the grid, and its volunteers. */
export const Hands = graphql(`
  query Hands($grid: ID!, $first: Int!, $after: String) {
    grid(id: $grid) {
      id
      name
      posts {
        id
        holder
        name
        role
      }
    }
    volunteers(grid: $grid, state: APPROVED, first: $first, after: $after) {
      nodes {
        id
        person
        name
        isActive
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
    shifts(grid: $grid, first: 1) {
      nodes {
        id
        place
      }
    }
  }
`)

/** What an earlier rota was made of; the latest of the grid where none is named. */
export const EarlierRota = graphql(`
  query EarlierRota($grid: ID!, $rota: ID) {
    rotaTemplate(grid: $grid, rota: $rota) {
      rota
      name
      firstDay
      weeks
      kind
      place
      daily {
        begins
        ends
        number
        kind
        place
        qualifications
      }
      people
      brief
      bring
      byHours
      contact
    }
  }
`)

export const PlannedRota = graphql(
  `
    query PlannedRota($grid: ID!, $input: RotaInput!) {
      plannedRota(grid: $grid, input: $input) {
        shifts {
          startsAt
          endsAt
          kind
          people {
            id
            name
          }
          open
        }
        people {
          ...Tally
        }
        openPlaces
        note
        fingerprint
      }
    }
  `,
  [Tally],
)

export const Rotas = graphql(`
  query Rotas($grid: ID!, $first: Int!, $after: String) {
    grid(id: $grid) {
      id
      name
    }
    rotas(grid: $grid, first: $first, after: $after) {
      nodes {
        id
        name
        firstDay
        weeks
        shiftCount
        openPlaces
        grid {
          id
          name
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`)

export const CreateRota = graphql(`
  mutation CreateRota($grid: ID!, $input: RotaInput!, $fingerprint: String!, $key: UUID!) {
    done: createRota(grid: $grid, input: $input, fingerprint: $fingerprint, key: $key) {
      ... on Rota {
        id
        firstDay
      }
      ... on Refusal {
        message
      }
    }
  }
`)

export type RotaInput = VariablesOf<typeof CreateRota>['input']
export type Plan = NonNullable<ResultOf<typeof PlannedRota>['plannedRota']>
export type PlanShift = Plan['shifts'][number]
export type Earlier = NonNullable<ResultOf<typeof EarlierRota>['rotaTemplate']>
export type RotaRow = ResultOf<typeof Rotas>['rotas']['nodes'][number]
