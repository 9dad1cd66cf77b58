import { graphql, type VariablesOf } from '../../graph/operation'
import { Home } from '../documents'

export const AddResident = graphql(
  `
    mutation AddResident($household: ID!, $input: ResidentInput!, $key: UUID!) {
      addResident(household: $household, input: $input, key: $key) {
        ...Home
        ... on Refusal {
          message
        }
      }
    }
  `,
  [Home],
)

export const ChangeResident = graphql(
  `
    mutation ChangeResident($resident: ID!, $input: ResidentInput!, $version: Int!, $key: UUID!) {
      changeResident(resident: $resident, input: $input, version: $version, key: $key) {
        ...Home
        ... on Changed {
          version
          now {
            ...Home
          }
        }
        ... on Refusal {
          message
        }
      }
    }
  `,
  [Home],
)

export const AdmitResident = graphql(
  `
    mutation AdmitResident($resident: ID!, $knownAs: ID, $key: UUID!) {
      admitResident(resident: $resident, knownAs: $knownAs, key: $key) {
        ...Home
        ... on Refusal {
          message
        }
      }
    }
  `,
  [Home],
)

export const MoveOut = graphql(`
  mutation MoveOut($resident: ID!, $key: UUID!) {
    moveOut(resident: $resident, key: $key) {
      ... on Household {
        id
      }
      ... on Left {
        id
      }
      ... on Refusal {
        message
      }
    }
  }
`)

export const RecordNeed = graphql(`
  mutation RecordNeed($household: ID!, $resident: ID, $input: NeedInput!, $key: UUID!) {
    recordNeed(household: $household, resident: $resident, input: $input, key: $key) {
      ... on Need {
        id
        kind
        resident
        month
        note
      }
      ... on Refusal {
        message
      }
    }
  }
`)

export const ClearNeed = graphql(`
  mutation ClearNeed($need: ID!, $key: UUID!) {
    clearNeed(need: $need, key: $key) {
      ... on Household {
        id
      }
      ... on Refusal {
        message
      }
    }
  }
`)

export type ResidentInput = VariablesOf<typeof AddResident>['input']
export type NeedInput = VariablesOf<typeof RecordNeed>['input']
