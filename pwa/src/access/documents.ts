import { graphql } from '../graph/operation'

/** Who this is: the frame chooses the tabs by it. */
export const Me = graphql(`
  query Me {
    me {
      id
    }
  }
`)
