import type { Route } from '../../shell/route'

/** For who decides about a notice: what households said to it. */
export const answersRoutes: Route[] = [{ path: '/notices/:id/answers', page: () => import('./Answers.svelte') }]
