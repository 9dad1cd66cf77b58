/** The page that is open: found by its address, loaded, and shown once its words are here too. */
import { tick, type Component } from 'svelte'
import { wordsAreHere } from '../words/language.svelte'
import Broken from './Broken.svelte'
import Missing from './Missing.svelte'
import { scrolledTo } from './router.svelte'
import { filled } from './route'
import { everyRoute, find, isOpen } from './routes'

export interface Opened {
  path: string
  Page: Component<Record<string, string>>
  parameters: Record<string, string>
  /** The list to its left on a wide screen. */
  Beside?: Component<Record<string, string>>
  besidePath?: string
  besideParameters?: Record<string, string>
}

/** Loads what belongs at a path; a page that cannot be loaded is replaced by one that says so. */
export async function load(path: string): Promise<Opened> {
  try {
    if (!isOpen(path)) await everyRoute()
    const found = find(path)
    if (!found) return { path, Page: Missing, parameters: {} }
    const besidePath = found.route.beside && filled(found.route.beside, found.parameters)
    const list = besidePath ? find(besidePath) : undefined
    const [page, beside] = await Promise.all([found.route.page(), list?.route.page()])
    await wordsAreHere()
    return { path, Page: page.default, parameters: found.parameters, Beside: beside?.default, besidePath, besideParameters: list?.parameters }
  } catch (error) {
    console.error(error)
    return { path, Page: Broken, parameters: {} }
  }
}

/** After a new page was drawn: where one was before when coming back, else at its top; and heard from its title on. */
export async function arriveAt(first: boolean) {
  await tick()
  const scroll = scrolledTo()
  if (scroll) await scrollWhenTallEnough(scroll)
  else window.scrollTo(0, 0)
  if (!first) document.querySelector<HTMLElement>('main h1')?.focus({ preventScroll: true })
}

/** Kept answers take a moment to be drawn; before that the page is too short to scroll. */
async function scrollWhenTallEnough(to: number) {
  for (let frame = 0; frame < 30; frame++) {
    window.scrollTo(0, to)
    if (Math.abs(window.scrollY - to) < 2) return
    await new Promise((resolve) => requestAnimationFrame(resolve))
  }
}
