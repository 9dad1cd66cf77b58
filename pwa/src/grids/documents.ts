import { graphql, type ResultOf } from '../graph/operation'

const Held = graphql(`
  fragment Held on Post {
    id
    role
    name
    phone
    holder
    until
    standsInFor
    may
  }
`)

const Ground = graphql(
  `
    fragment Ground on Grid {
      id
      code
      name
      label
      tier
      tierName
      timeZone
      closedAt
      version
      childCount
      may
      above {
        id
        name
        tier
        tierName
        leader {
          id
          role
          name
        }
      }
      posts {
        ...Held
      }
    }
  `,
  [Held],
)

export const OneGrid = graphql(
  `
    query OneGrid($id: ID!) {
      grid(id: $id) {
        ...Ground
      }
    }
  `,
  [Ground],
)

export const Grids = graphql(`
  query Grids($parent: ID, $search: String!, $vacant: Boolean!, $closed: Boolean!, $first: Int!, $after: String) {
    grids(parent: $parent, search: $search, vacant: $vacant, closed: $closed, first: $first, after: $after) {
      nodes {
        id
        name
        label
        tier
        tierName
        closedAt
        childCount
        leader {
          id
          role
          name
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`)

/** Where a grid could be put: what whoever looks may do there tells which of them they lead. */
export const Parents = graphql(`
  query Parents($search: String!) {
    grids(search: $search, first: 50) {
      nodes {
        id
        label
        tier
        may
        above {
          id
        }
      }
    }
  }
`)

export const MyGrids = graphql(`
  query MyGrids {
    myGrid {
      id
      label
    }
    me {
      id
      posts {
        id
        role
        grid {
          id
          name
          label
          tier
        }
      }
    }
  }
`)

export const PostsBelow = graphql(
  `
    query PostsBelow($grid: ID!, $role: Role, $first: Int!, $after: String) {
      posts(grid: $grid, role: $role, below: true, first: $first, after: $after) {
        nodes {
          ...Held
          grid {
            id
            name
            tier
          }
        }
        pageInfo {
          hasNextPage
          endCursor
        }
      }
    }
  `,
  [Held],
)

export const AddGrid = graphql(
  `
    mutation AddGrid($parent: ID!, $input: AddGridInput!, $key: UUID!) {
      done: addGrid(parent: $parent, input: $input, key: $key) {
        ...Ground
        ... on Refusal {
          message
        }
      }
    }
  `,
  [Ground],
)

export const RenameGrid = graphql(
  `
    mutation RenameGrid($grid: ID!, $input: RenameGridInput!, $key: UUID!) {
      done: renameGrid(grid: $grid, input: $input, key: $key) {
        ...Ground
        ... on Refusal {
          message
        }
      }
    }
  `,
  [Ground],
)

export const SetTimeZone = graphql(
  `
    mutation SetTimeZone($grid: ID!, $timeZone: String!, $version: Int!, $key: UUID!) {
      done: setTimeZone(grid: $grid, timeZone: $timeZone, version: $version, key: $key) {
        ...Ground
        ... on Refusal {
          message
        }
      }
    }
  `,
  [Ground],
)

export const SplitGrid = graphql(
  `
    mutation SplitGrid($grid: ID!, $names: [String!]!, $key: UUID!) {
      done: splitGrid(grid: $grid, names: $names, key: $key) {
        ...Ground
        ... on Refusal {
          message
        }
      }
    }
  `,
  [Ground],
)

export const MoveGrid = graphql(
  `
    mutation MoveGrid($grid: ID!, $parent: ID!, $version: Int!, $key: UUID!) {
      done: moveGrid(grid: $grid, parent: $parent, version: $version, key: $key) {
        ...Ground
        ... on Refusal {
          message
        }
      }
    }
  `,
  [Ground],
)

export const CloseGrid = graphql(
  `
    mutation CloseGrid($grid: ID!, $version: Int!, $key: UUID!) {
      done: closeGrid(grid: $grid, version: $version, key: $key) {
        ...Ground
        ... on Refusal {
          message
        }
      }
    }
  `,
  [Ground],
)

export const ReopenGrid = graphql(
  `
    mutation ReopenGrid($grid: ID!, $version: Int!, $key: UUID!) {
      done: reopenGrid(grid: $grid, version: $version, key: $key) {
        ...Ground
        ... on Refusal {
          message
        }
      }
    }
  `,
  [Ground],
)

export const Appoint = graphql(
  `
    mutation Appoint($grid: ID!, $input: AppointInput!, $key: UUID!) {
      done: appoint(grid: $grid, input: $input, key: $key) {
        ...Held
        ... on Refusal {
          message
        }
      }
    }
  `,
  [Held],
)

export const StandIn = graphql(
  `
    mutation StandIn($post: ID!, $input: StandInInput!, $key: UUID!) {
      done: standIn(post: $post, input: $input, key: $key) {
        ...Held
        ... on Refusal {
          message
        }
      }
    }
  `,
  [Held],
)

export const EndPost = graphql(
  `
    mutation EndPost($post: ID!, $key: UUID!) {
      done: endPost(post: $post, key: $key) {
        ...Held
        ... on Refusal {
          message
        }
      }
    }
  `,
  [Held],
)

export type Ground = ResultOf<typeof Ground>
export type Held = ResultOf<typeof Held>
export type Listed = ResultOf<typeof Grids>['grids']['nodes'][number]
export type Tier = Ground['tier']
export type Role = Held['role']
export type Action = Ground['may'][number]
