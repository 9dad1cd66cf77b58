/** Asked on the pages of one's own account; the frame, which everybody loads, does without them. */
import { graphql, type ResultOf } from '../../graph/operation'

export const MyAccount = graphql(`
  query MyAccount {
    me {
      id
      name
      phone
      language
      posts {
        id
        role
        until
        grid {
          id
          label
          tier
        }
      }
    }
    myHousehold {
      id
    }
    myVolunteering {
      id
      state
    }
  }
`)

export const UpdateMe = graphql(`
  mutation UpdateMe($name: String, $language: Language) {
    updateMe(name: $name, language: $language) {
      ... on Me {
        id
        name
        language
      }
      ... on Refusal {
        message
      }
    }
  }
`)

export const ChangePhone = graphql(`
  mutation ChangePhone($phone: String!, $code: String!, $ownCode: String) {
    changePhone(phone: $phone, code: $code, ownCode: $ownCode) {
      __typename
      ... on Me {
        id
        phone
      }
      ... on Refusal {
        message
      }
    }
  }
`)

export const MyDevices = graphql(`
  query MyDevices {
    myDevices {
      id
      name
      since
      lastUsed
      isThisOne
    }
  }
`)

export const RevokeDevice = graphql(`
  mutation RevokeDevice($device: ID!) {
    revokeDevice(device: $device) {
      ... on DevicesLeft {
        devices {
          id
        }
      }
      ... on Refusal {
        message
      }
    }
  }
`)

export const RevokeOtherDevices = graphql(`
  mutation RevokeOtherDevices {
    revokeOtherDevices {
      devices {
        id
      }
    }
  }
`)

export const MyData = graphql(`
  query MyData {
    myData {
      name
      title
      entries {
        lines {
          label
          text
        }
      }
    }
  }
`)

export const EraseMe = graphql(`
  mutation EraseMe($code: String) {
    eraseMe(code: $code) {
      ... on Erased {
        devicesSignedOut
      }
      ... on Refusal {
        message
      }
    }
  }
`)

export const ApiTokens = graphql(`
  query ApiTokens {
    apiTokens {
      id
      name
      gridName
      mayWrite
      madeBy
      lastUsed
      expiresAt
    }
    me {
      id
      posts {
        id
        role
        grid {
          id
          label
        }
      }
    }
  }
`)

export const MakeApiToken = graphql(`
  mutation MakeApiToken($grid: ID!, $name: String!, $days: Int!, $mayWrite: Boolean!) {
    makeApiToken(grid: $grid, name: $name, days: $days, mayWrite: $mayWrite) {
      ... on FreshApiToken {
        secret
        token {
          id
        }
      }
      ... on Refusal {
        message
      }
    }
  }
`)

export const RevokeApiToken = graphql(`
  mutation RevokeApiToken($token: ID!) {
    revokeApiToken(token: $token) {
      ... on RevokedApiToken {
        id
      }
      ... on Refusal {
        message
      }
    }
  }
`)

export const GiveSignInCode = graphql(`
  mutation GiveSignInCode($person: ID!) {
    giveSignInCode(person: $person) {
      ... on GivenCode {
        code
        expiresAt
      }
      ... on Refusal {
        message
      }
    }
  }
`)

export type Device = ResultOf<typeof MyDevices>['myDevices'][number]
export type Token = ResultOf<typeof ApiTokens>['apiTokens'][number]
