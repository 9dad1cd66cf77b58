/** The pages of whoever is signed in. */
import type { Route } from './route'

const slices = import.meta.glob<{ routes: Route[] }>(['../*/routes.ts', '!./routes.ts'], { eager: true })

export const signedIn: Route[] = [
  { path: '/waiting', page: () => import('./Waiting.svelte') },
  ...Object.values(slices).flatMap((slice) => slice.routes),
]
