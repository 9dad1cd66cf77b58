import type { Route } from '../shell/route'
import { boardRoutes } from './board/routes'
import { stockRoutes } from './stock/routes'

export const routes: Route[] = [
  { path: '/today', page: () => import('./Today.svelte') },
  { path: '/requests', page: () => import('./Requests.svelte') },
  { path: '/requests/:id', page: () => import('./Request.svelte'), beside: '/requests' },
  { path: '/ask', page: () => import('./Ask.svelte') },
  { path: '/needs', page: () => import('./Needs.svelte') },
  { path: '/needs/:id', page: () => import('./Request.svelte'), beside: '/needs' },
  { path: '/promises', page: () => import('./Promises.svelte') },
  { path: '/promises/:id', page: () => import('./OnePromise.svelte'), beside: '/promises' },
  ...boardRoutes,
  ...stockRoutes,
]
