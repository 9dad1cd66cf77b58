import type { Route } from '../shell/route'
import { planningRoutes } from './planning/routes'
import { standingRoutes } from './standing/routes'

export const routes: Route[] = [...standingRoutes, ...planningRoutes]
