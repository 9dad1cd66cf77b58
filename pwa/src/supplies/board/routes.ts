import type { Route } from '../../shell/route'

/** For who leads: the board, and the same needs added up. */
export const boardRoutes: Route[] = [
  { path: '/board', page: () => import('./Board.svelte') },
  { path: '/board/:grid', page: () => import('./Board.svelte'), beside: '/board' },
  { path: '/pool/:grid', page: () => import('./Pool.svelte') },
  { path: '/pool/:grid/:item', page: () => import('./PoolKind.svelte'), beside: '/pool/:grid' },
]
