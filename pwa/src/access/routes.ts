import type { Route } from '../shell/route'

export const routes: Route[] = [
  { path: '/welcome', page: () => import('./Welcome.svelte') },
  { path: '/me', page: () => import('./Me.svelte') },
  { path: '/me/name', page: () => import('./NamePage.svelte') },
  { path: '/me/phone', page: () => import('./PhonePage.svelte') },
  { path: '/me/devices', page: () => import('./Devices.svelte') },
  { path: '/me/own', page: () => import('./Own.svelte') },
  { path: '/me/erase', page: () => import('./Erase.svelte') },
  { path: '/me/tokens', page: () => import('./Tokens.svelte') },
]
