/** Every page there is: each slice names its own in `src/<slice>/routes.ts`. */
import { match, type Route } from './route'

const slices = import.meta.glob<{ routes: Route[] }>(['../*/routes.ts', '!./routes.ts'], { eager: true })

export const routes: Route[] = [
  { path: '/waiting', page: () => import('./Waiting.svelte') },
  ...Object.values(slices).flatMap((slice) => slice.routes),
]

export const find = (path: string) => match(routes, path)
