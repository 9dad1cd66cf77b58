import type { Route } from '../../shell/route'

/** For who leads: the stores, what can be asked for, and how much of it. */
export const stockRoutes: Route[] = [
  { path: '/stock', page: () => import('./Stock.svelte') },
  { path: '/stock/:grid', page: () => import('./Stock.svelte') },
  { path: '/stock/:grid/:item', page: () => import('./ShelfPage.svelte'), beside: '/stock/:grid' },
  { path: '/items/:grid', page: () => import('./Items.svelte') },
  { path: '/items/:grid/new', page: () => import('./ItemPage.svelte'), beside: '/items/:grid' },
  { path: '/rations/:grid', page: () => import('./Rations.svelte') },
]
