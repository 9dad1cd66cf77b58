import type { Route } from '../../shell/route'

export const standingRoutes: Route[] = [
  { path: '/duties', page: () => import('./Duties.svelte') },
  { path: '/shifts', page: () => import('./Shifts.svelte') },
  { path: '/shifts/:id', page: () => import('./OneShift.svelte'), beside: '/shifts' },
]
