import type { Route } from '../shell/route'

export const routes: Route[] = [
  { path: '/me/messages', page: () => import('./Messages.svelte') },
  { path: '/me/push', page: () => import('./PushSettings.svelte') },
]
