import type { Route } from '../../shell/route'

const reach = () => import('./Reach.svelte')

/** For who holds a post: how far a notice has come on their part of the tree. */
export const reachRoutes: Route[] = [
  { path: '/notices/:id/reach', page: reach },
  { path: '/notices/:id/reach/:grid', page: reach },
]
