import type { Route } from '../shell/route'

export const routes: Route[] = [
  { path: '/my-household', page: () => import('./MyHousehold.svelte') },
  { path: '/households', page: () => import('./Households.svelte') },
  { path: '/households/new', page: () => import('./Register.svelte') },
  { path: '/households/liaisons', page: () => import('./liaisons/Liaisons.svelte') },
  { path: '/households/invitations', page: () => import('./inviting/Invitations.svelte') },
  { path: '/households/import', page: () => import('./Import.svelte') },
  { path: '/households/:id', page: () => import('./Household.svelte'), beside: '/households' },
]
