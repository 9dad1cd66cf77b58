import type { Route } from '../../shell/route'

/** For who holds a post: bringing a notice into groups, and onto paper. */
export const sharingRoutes: Route[] = [{ path: '/notices/:id/share', page: () => import('./SharePage.svelte') }]
