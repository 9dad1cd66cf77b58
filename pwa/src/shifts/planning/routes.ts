import type { Route } from '../../shell/route'

const duty = () => import('./Duty.svelte')

export const planningRoutes: Route[] = [
  { path: '/duty', page: duty },
  { path: '/duty/:grid', page: duty },
  { path: '/duty/:grid/new', page: () => import('./NewShift.svelte') },
  { path: '/duty/:grid/rota', page: () => import('./rota/Rota.svelte') },
  { path: '/duty/:grid/rotas', page: () => import('./rota/Rotas.svelte') },
  { path: '/duty/:grid/today', page: () => import('./Attendance.svelte') },
  { path: '/duty/:grid/hours', page: () => import('./Hours.svelte') },
  { path: '/duty/shift/:id', page: () => import('./OneShift.svelte') },
  { path: '/duty/shift/:id/change', page: () => import('./ChangeShift.svelte') },
  { path: '/duty/shift/:id/place', page: () => import('./PlacePage.svelte') },
]
