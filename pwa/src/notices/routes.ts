import type { Route } from '../shell/route'
import { answersRoutes } from './answers/routes'
import { reachRoutes } from './reach/routes'
import { settingsRoutes } from './settings/routes'
import { sharingRoutes } from './sharing/routes'
import { unreachedRoutes } from './unreached/routes'
import { writingRoutes } from './writing/routes'

export const routes: Route[] = [
  { path: '/notices', page: () => import('./Notices.svelte') },
  { path: '/notices/:id', page: () => import('./NoticePage.svelte'), beside: '/notices' },
  ...answersRoutes,
  ...reachRoutes,
  ...settingsRoutes,
  ...sharingRoutes,
  ...unreachedRoutes,
  ...writingRoutes,
]
