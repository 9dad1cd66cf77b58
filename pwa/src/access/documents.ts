import { graphql } from '../graph/operation'

/** Who this is, and what they do here: the frame chooses the tabs by it. */
export const Me = graphql(`
  query Me {
    me {
      id
      name
      language
      timeZone
      posts {
        id
        role
        grid {
          id
          name
        }
      }
    }
    myVolunteering {
      id
      state
    }
    myHousehold {
      id
    }
  }
`)

export const RequestSignInCode = graphql(`
  mutation RequestSignInCode($phone: String!) {
    requestSignInCode(phone: $phone) {
      ... on CodeSent {
        expiresAt
        demoCode
      }
      ... on TooOften {
        seconds
      }
      ... on Refusal {
        message
      }
    }
  }
`)

export const SignIn = graphql(`
  mutation SignIn($phone: String!, $code: String!) {
    signIn(phone: $phone, code: $code) {
      ... on Me {
        id
        name
      }
      ... on Refusal {
        message
      }
    }
  }
`)

export const SignOut = graphql(`
  mutation SignOut {
    signOut
  }
`)
