import type { Route } from '../shell/route'

export const routes: Route[] = [
  { path: '/people', page: () => import('./People.svelte') },
  { path: '/grids', page: () => import('./Grids.svelte') },
  { path: '/grids/:id', page: () => import('./GridPage.svelte'), beside: '/grids' },
]
