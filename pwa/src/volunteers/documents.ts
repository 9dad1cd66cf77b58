import { graphql, type ResultOf, type VariablesOf } from '../graph/operation'

const Offer = graphql(`
  fragment Offer on Volunteer {
    id
    state
    isActive
    pausedUntil
    reason
    appliedAt
    reach
    partnerGroup
    version
    skills
    hours {
      weekday
      from
      to
    }
    grid {
      id
      label
    }
    ground {
      id
      name
    }
    qualifications {
      id
      kind
      note
      expiresOn
      checkedBy
    }
  }
`)

export const MyVolunteering = graphql(
  `
    query MyVolunteering {
      myVolunteering {
        ...Offer
      }
      myGrid {
        id
        label
      }
    }
  `,
  [Offer],
)

export const ApplyAsVolunteer = graphql(
  `
    mutation ApplyAsVolunteer($input: ApplyAsVolunteerInput!, $key: UUID!) {
      applyAsVolunteer(input: $input, key: $key) {
        ...Offer
        ... on Refusal {
          message
        }
      }
    }
  `,
  [Offer],
)

export const ChangeVolunteering = graphql(
  `
    mutation ChangeVolunteering($input: OfferInput!, $version: Int!, $key: UUID!) {
      changeVolunteering(input: $input, version: $version, key: $key) {
        ...Offer
        ... on Changed {
          version
          now {
            ...Offer
          }
        }
        ... on Refusal {
          message
        }
      }
    }
  `,
  [Offer],
)

export const PauseVolunteering = graphql(
  `
    mutation PauseVolunteering($until: Date!, $key: UUID!) {
      pauseVolunteering(until: $until, key: $key) {
        ...Offer
        ... on Refusal {
          message
        }
      }
    }
  `,
  [Offer],
)

export const ResumeVolunteering = graphql(
  `
    mutation ResumeVolunteering($key: UUID!) {
      resumeVolunteering(key: $key) {
        ...Offer
        ... on Refusal {
          message
        }
      }
    }
  `,
  [Offer],
)

export const LeaveVolunteering = graphql(
  `
    mutation LeaveVolunteering($key: UUID!) {
      leaveVolunteering(key: $key) {
        ...Offer
        ... on Refusal {
          message
        }
      }
    }
  `,
  [Offer],
)

export const FindGrids = graphql(`
  query FindGrids($search: String!) {
    grids(search: $search, first: 20) {
      nodes {
        id
        label
      }
    }
  }
`)

export const Volunteers = graphql(`
  query Volunteers($grid: ID!, $state: VolunteerState, $skill: Skill, $first: Int!, $after: String) {
    volunteers(grid: $grid, state: $state, skill: $skill, first: $first, after: $after) {
      nodes {
        id
        name
        state
        isActive
        pausedUntil
        appliedAt
        skills
        partnerGroup
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
    volunteerCounts(grid: $grid) {
      waiting
      active
      paused
    }
  }
`)

export const OneVolunteer = graphql(
  `
    query OneVolunteer($id: ID!) {
      volunteer(id: $id) {
        ...Offer
        name
        phone
      }
    }
  `,
  [Offer],
)

export const ApproveVolunteer = graphql(
  `
    mutation ApproveVolunteer($volunteer: ID!, $key: UUID!) {
      approveVolunteer(volunteer: $volunteer, key: $key) {
        ...Offer
        ... on Refusal {
          message
        }
      }
    }
  `,
  [Offer],
)

export const DeclineVolunteer = graphql(
  `
    mutation DeclineVolunteer($volunteer: ID!, $reason: String!, $key: UUID!) {
      declineVolunteer(volunteer: $volunteer, reason: $reason, key: $key) {
        ...Offer
        ... on Refusal {
          message
        }
      }
    }
  `,
  [Offer],
)

export const EndVolunteering = graphql(
  `
    mutation EndVolunteering($volunteer: ID!, $reason: String!, $key: UUID!) {
      endVolunteering(volunteer: $volunteer, reason: $reason, key: $key) {
        ...Offer
        ... on Refusal {
          message
        }
      }
    }
  `,
  [Offer],
)

export const ShowVolunteerPhone = graphql(`
  mutation ShowVolunteerPhone($volunteer: ID!) {
    showVolunteerPhone(volunteer: $volunteer) {
      ... on VolunteerPhone {
        phone
      }
      ... on Refusal {
        message
      }
    }
  }
`)

export const AddQualification = graphql(
  `
    mutation AddQualification($volunteer: ID!, $input: AddQualificationInput!, $key: UUID!) {
      addQualification(volunteer: $volunteer, input: $input, key: $key) {
        ...Offer
        ... on Refusal {
          message
        }
      }
    }
  `,
  [Offer],
)

export const RemoveQualification = graphql(
  `
    mutation RemoveQualification($qualification: ID!, $key: UUID!) {
      removeQualification(qualification: $qualification, key: $key) {
        ...Offer
        ... on Refusal {
          message
        }
      }
    }
  `,
  [Offer],
)

export type Offer = ResultOf<typeof Offer>
export type Listed = ResultOf<typeof Volunteers>['volunteers']['nodes'][number]
export type OfferInput = VariablesOf<typeof ChangeVolunteering>['input']
export type State = Offer['state']
export type Skill = Offer['skills'][number]
export type Reach = Offer['reach']
export type Paper = Offer['qualifications'][number]['kind']
