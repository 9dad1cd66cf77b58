import { graphql, type ResultOf } from '../../graph/operation'

export const Invited = graphql(`
  fragment Invited on Invitation {
    id
    code
    link
    qr
    uses
    used
    expiresAt
    isOpen
    door {
      label
    }
    grid {
      id
      name
    }
  }
`)

export const Invitations = graphql(
  `
    query Invitations($grid: ID!, $first: Int!, $after: String) {
      invitations(grid: $grid, first: $first, after: $after) {
        nodes {
          ...Invited
        }
        pageInfo {
          hasNextPage
          endCursor
        }
      }
    }
  `,
  [Invited],
)

export const InviteResidents = graphql(
  `
    mutation InviteResidents($grid: ID, $household: ID, $days: Int!, $uses: Int!, $key: UUID!) {
      done: inviteResidents(grid: $grid, household: $household, days: $days, uses: $uses, key: $key) {
        ...Invited
        ... on Refusal {
          message
        }
      }
    }
  `,
  [Invited],
)

export const RevokeInvitation = graphql(`
  mutation RevokeInvitation($invitation: ID!, $key: UUID!) {
    revokeInvitation(invitation: $invitation, key: $key) {
      ... on Invitation {
        id
        isOpen
      }
      ... on Refusal {
        message
      }
    }
  }
`)

export type Invitation = ResultOf<typeof Invited>
