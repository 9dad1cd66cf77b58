import { graphql } from './operation'

export const Changes = graphql(`
  subscription Changes {
    changes {
      what
      id
    }
  }
`)
