import { graphql } from '../../graph/operation'

export const Welcome = graphql(`
  query Welcome($code: String!) {
    invitation(code: $code) {
      ... on Welcome {
        place
        door {
          label
        }
        buildings {
          name
          units
          grid
        }
      }
      ... on Refusal {
        message
      }
    }
  }
`)

export const AcceptInvitation = graphql(`
  mutation AcceptInvitation($code: String!, $input: AcceptInvitationInput!, $key: UUID!) {
    acceptInvitation(code: $code, input: $input, key: $key) {
      ... on Joined {
        person
        isWaiting
        door {
          label
        }
      }
      ... on Refusal {
        message
      }
    }
  }
`)
