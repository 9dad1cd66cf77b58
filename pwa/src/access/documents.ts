import { graphql } from '../graph/operation'

/** Who this is, and what they do here: the frame chooses the tabs by it. */
export const Me = graphql(`
  query Me {
    me {
      id
      name
      language
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
