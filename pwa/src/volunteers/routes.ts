import type { Route } from '../shell/route'

export const routes: Route[] = [
  { path: '/volunteering', page: () => import('./MyVolunteering.svelte') },
  { path: '/volunteering/apply', page: () => import('./Apply.svelte') },
  { path: '/volunteering/change', page: () => import('./Change.svelte') },
  { path: '/volunteers', page: () => import('./Volunteers.svelte') },
  { path: '/volunteers/:id', page: () => import('./Volunteer.svelte'), beside: '/volunteers' },
]
