import type { Route } from '../../shell/route'

/** For who holds a post: what their ground writes and sends out. */
export const writingRoutes: Route[] = [
  { path: '/notices/ground', page: () => import('./Ground.svelte') },
  { path: '/notices/write', page: () => import('./Write.svelte') },
  { path: '/notices/:id/desk', page: () => import('./Desk.svelte'), beside: '/notices/ground' },
  { path: '/notices/:id/change', page: () => import('./Change.svelte') },
  { path: '/notices/:id/correct', page: () => import('./Correct.svelte') },
]
