/**
 * Every page there is: each slice names its own in `src/<slice>/routes.ts`, and those that anybody may see in `src/<slice>/open-routes.ts`.
 * Only the latter come with the first page: the others are as long a list as Lianxin has pages, and whoever signs in needs none of them yet.
 */
import { match, type Match, type Route } from './route'

const slices = import.meta.glob<{ routes: Route[] }>('../*/open-routes.ts', { eager: true })
const open = Object.values(slices).flatMap((slice) => slice.routes)

let signedIn: Route[] = []

/** Whether who is not signed in may see it. */
export const isOpen = (path: string) => !!match(open, path)

/** Looks among all pages once `everyRoute()` has come, before that among those that anybody may see. */
export const find = (path: string): Match | undefined => match([...open, ...signedIn], path)

/** Fetches the list of all other pages. */
export async function everyRoute(): Promise<void> {
  ;({ signedIn } = await import('./signed-in-routes'))
}
