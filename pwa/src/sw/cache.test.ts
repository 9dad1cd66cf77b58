// @vitest-environment node
import { beforeEach, expect, test, vi } from 'vitest'

const origin = 'https://lianxin.example'
let kept: Map<string, Map<string, Response>>
let fetched: string[]

const pathOf = (request: string | Request) => (typeof request === 'string' ? request : request.url.replace(origin, ''))

/** The browser's caches, as far as they are used. */
function phone() {
  const cacheOf = (entries: Map<string, Response>) => ({
    put: async (file: string, response: Response) => void entries.set(file, response),
    add: async (request: Request) => void entries.set(pathOf(request), await fetch(request)),
    match: async (file: string) => [...entries].find(([name]) => name.split('?')[0] === file)?.[1],
  })
  return {
    open: async (name: string) => cacheOf(kept.get(name) ?? kept.set(name, new Map()).get(name)!),
    keys: async () => [...kept.keys()],
    delete: async (name: string) => kept.delete(name),
    match: async (file: string) => [...kept.values()].find((entries) => entries.has(file))?.get(file),
  }
}

beforeEach(() => {
  kept = new Map()
  fetched = []
  vi.stubGlobal('__VERSION__', 'v2')
  vi.stubGlobal('location', { origin })
  vi.stubGlobal('caches', phone())
  vi.stubGlobal('Request', class extends Request {
    constructor(file: string, init?: RequestInit) {
      super(origin + file, init)
    }
  })
  vi.stubGlobal('fetch', async (request: string | globalThis.Request) => {
    fetched.push(pathOf(request))
    return pathOf(request).startsWith('/kept-') ? new Response(JSON.stringify(['/index.html?v=b', '/assets/page-1.js'])) : new Response(pathOf(request))
  })
})

const asked = (path: string, mode = 'navigate', method = 'GET') => ({ url: path.startsWith('http') ? path : origin + path, mode, method }) as Request
const text = async (response: Promise<Response> | undefined) => response && (await response).text()

test('a new version downloads only what changed, and drops the old one', async () => {
  const { keepThisVersion, dropOldVersions } = await import('./cache')
  kept.set('lianxin-v1', new Map([['/index.html?v=a', new Response('old')], ['/assets/page-1.js', new Response('same')]]))
  kept.set('something else', new Map())
  await keepThisVersion()
  await dropOldVersions()
  expect(fetched).toEqual(['/kept-v2.json', '/index.html?v=b'])
  expect([...kept.keys()]).toEqual(['something else', 'lianxin-v2'])
  expect([...kept.get('lianxin-v2')!.keys()].sort()).toEqual(['/assets/page-1.js', '/index.html?v=b'])
})

test('every page opens without signal, from what was kept', async () => {
  const { keepThisVersion, answerFromCache } = await import('./cache')
  await keepThisVersion()
  fetched = []
  expect(await text(answerFromCache(asked('/requests/r1')))).toBe('/index.html?v=b')
  expect(await text(answerFromCache(asked('/assets/page-1.js', 'no-cors')))).toBe('/assets/page-1.js')
  expect(fetched).toEqual([])
})

test('what was not kept comes from the network', async () => {
  const { keepThisVersion, answerFromCache } = await import('./cache')
  await keepThisVersion()
  expect(await text(answerFromCache(asked('/sign-512.png', 'no-cors')))).toBe('/sign-512.png')
})

test.each([
  ['/graphql', 'GET'],
  ['/photos/p1', 'GET'],
  ['/calendar/mine.ics', 'GET'],
  ['/health', 'GET'],
  ['/requests', 'POST'],
  ['https://elsewhere.example/', 'GET'],
])('%s (%s) is left to the network', async (path, method) => {
  const { answerFromCache } = await import('./cache')
  expect(answerFromCache(asked(path, 'no-cors', method))).toBeUndefined()
})
