import type { Route } from '../../shell/route'

const unreached = () => import('./Unreached.svelte')

/** For who looks after doors: whom a notice has not reached. */
export const unreachedRoutes: Route[] = [
  { path: '/notices/unreached', page: unreached },
  { path: '/notices/:id/unreached', page: unreached },
]
