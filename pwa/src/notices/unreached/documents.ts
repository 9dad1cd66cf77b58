import { graphql, type ResultOf, type VariablesOf } from '../../graph/operation'

/** Whom a notice, or any that it is time to knock for, has not reached: in the order in which one walks. */
export const Unreached = graphql(`
  query Unreached($notice: ID, $grid: ID, $first: Int!, $after: String) {
    unreachedHouseholds(notice: $notice, grid: $grid, first: $first, after: $after) {
      nodes {
        id
        grid {
          id
          label
        }
        door {
          room
          label
        }
        address
        phone
        name
        liaison {
          post
          name
        }
        missed {
          id
          headline
          kind
          urgency
          earnest
          smsTakenAt
          lastContact {
            outcome
            at
            againAt
            note
            by
          }
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`)

/** What the list of a notice's doors asks first, all of one's own ground. */
export const ofNotice = (notice: string | null, grid: string | null = null) => ({ notice, grid, first: 50 })

/** Only the household is asked back: which notices it has missed is asked anew, for each list by itself. */
export const RecordContact = graphql(`
  mutation RecordContact($notice: ID!, $household: ID!, $outcome: ContactOutcome!, $at: DateTime!, $againAt: DateTime, $note: String!, $key: UUID!) {
    recordContact(notice: $notice, household: $household, outcome: $outcome, at: $at, againAt: $againAt, note: $note, key: $key) {
      ... on UnreachedHousehold {
        id
      }
      ... on Refusal {
        message
      }
    }
  }
`)

/** What is signed at a door: kept on the phone before one goes there. */
export const PledgeToSign = graphql(`
  query PledgeToSign($id: ID!) {
    notice(id: $id) {
      id
      fingerprint
      earnest
      text {
        language
        headline
        html
      }
    }
  }
`)

export type Pledge = NonNullable<ResultOf<typeof PledgeToSign>['notice']>
export type Home = ResultOf<typeof Unreached>['unreachedHouseholds']['nodes'][number]
export type Missed = Home['missed'][number]
export type Outcome = VariablesOf<typeof RecordContact>['outcome']
export type Contact = VariablesOf<typeof RecordContact>
