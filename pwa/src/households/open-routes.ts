import type { Route } from '../shell/route'

export const routes: Route[] = [
  { path: '/join', page: () => import('./joining/Join.svelte') },
  { path: '/join/:code', page: () => import('./joining/Join.svelte') },
]
