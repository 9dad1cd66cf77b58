/** The files of this version, kept so that every page on which something can be done without signal opens without it. */
import { fact } from '../graph/database'
import { ofServer } from './of-server'

declare const __VERSION__: string

const prefix = 'lianxin-'
const current = prefix + __VERSION__

/** What every phone keeps, and beside it the sentences of the language that this one speaks. */
interface ToKeep {
  always: string[]
  [language: string]: string[] | undefined
}

/** Takes over from the last version what has not changed: no second download over a weak signal. */
export async function keepThisVersion(): Promise<void> {
  const cache = await caches.open(current)
  // `/assets/name-hash.js`, or `/sign.svg?v=hash` for a file whose name does not change.
  const files = (await (await fetch(`/kept-${__VERSION__}.json`)).json()) as ToKeep
  const language = await fact('language').catch(() => undefined)
  await Promise.all(
    files.always.concat(files[language!] ?? []).map(async (file) => {
      // What is written again is not there for a moment, and a page may ask for it just then.
      if (await cache.match(file)) return
      const known = await caches.match(file)
      if (known) await cache.put(file, known)
      else await cache.add(new Request(file, { cache: file.includes('?') ? 'reload' : 'default' }))
    }),
  )
}

export async function dropOldVersions(): Promise<void> {
  const names = await caches.keys()
  await Promise.all(names.filter((name) => name.startsWith(prefix) && name !== current).map((name) => caches.delete(name)))
}

/** Every page is index.html; what is not ours is left to the network. */
export function answerFromCache(request: Request): Promise<Response> | undefined {
  const { origin, pathname } = new URL(request.url)
  if (request.method !== 'GET' || origin !== location.origin || ofServer.test(pathname)) return undefined
  return fromCache(request.mode === 'navigate' ? '/index.html' : pathname, request)
}

async function fromCache(path: string, request: Request): Promise<Response> {
  const cache = await caches.open(current)
  return (await cache.match(path, { ignoreSearch: true })) ?? fetch(request)
}
