import type { Route } from '../shell/route'

export const routes: Route[] = [
  { path: '/sign-in', page: () => import('./SignIn.svelte') },
  { path: '/erased', page: () => import('./Erased.svelte') },
]
