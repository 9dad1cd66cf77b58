import type { Route } from '../../shell/route'

/** For who leads or edits: how a ground publishes and reaches. */
export const settingsRoutes: Route[] = [{ path: '/notices/settings', page: () => import('./Settings.svelte') }]
