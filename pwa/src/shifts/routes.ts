import type { Route } from '../shell/route'
import { standingRoutes } from './standing/routes'

export const routes: Route[] = [...standingRoutes]
