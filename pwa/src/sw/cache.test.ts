// @vitest-environment node
import { beforeEach, expect, test, vi } from 'vitest'

const origin = 'https://lianxin.example'
const toKeep = { always: ['/index.html?v=b', '/assets/page-1.js'], en: ['/assets/en-2.js'], 'zh-Hant': ['/assets/zh-Hant-3.js'] }
let kept: Map<string, Map<string, Response>>
let fetched: string[]
let written: string[]

const pathOf = (request: string | Request) => (typeof request === 'string' ? request : request.url.replace(origin, ''))

/** The browser's caches, as far as they are used. */
function phone() {
  const cacheOf = (entries: Map<string, Response>) => ({
    put: async (file: string, response: Response) => {
      written.push(file)
      entries.set(file, response)
    },
    add: async (request: Request) => void entries.set(pathOf(request), await fetch(request)),
    match: async (file: string) => entries.get(file) ?? [...entries].find(([name]) => name.split('?')[0] === file)?.[1],
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
  written = []
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
    return pathOf(request).startsWith('/kept-') ? new Response(JSON.stringify(toKeep)) : new Response(pathOf(request))
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

test('the sentences of the language that the phone speaks are kept, and of another one as soon as it speaks that', async () => {
  const { keepThisVersion } = await import('./cache')
  const { remember } = await import('../graph/database')
  await remember('language', 'en')
  await keepThisVersion()
  expect(fetched).toEqual(['/kept-v2.json', ...toKeep.always, '/assets/en-2.js'])
  fetched = []
  await remember('language', 'zh-Hant')
  await keepThisVersion()
  expect(fetched).toEqual(['/kept-v2.json', '/assets/zh-Hant-3.js'])
  expect([...kept.get('lianxin-v2')!.keys()].sort()).toEqual(['/assets/en-2.js', '/assets/page-1.js', '/assets/zh-Hant-3.js', '/index.html?v=b'])
})

test('what this version has is not written again: a page may ask for it meanwhile', async () => {
  const { keepThisVersion } = await import('./cache')
  await keepThisVersion()
  await keepThisVersion()
  expect([fetched, written]).toEqual([['/kept-v2.json', ...toKeep.always, '/kept-v2.json'], []])
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
  ['/n/K7M2Q9XA', 'GET'],
  ['/grids/330402/notices.atom', 'GET'],
  ['/health/live', 'GET'],
  ['/reach.csv', 'GET'],
  ['/hours.xlsx', 'GET'],
  ['/requests', 'POST'],
  ['https://elsewhere.example/', 'GET'],
])('%s (%s) is left to the network', async (path, method) => {
  const { answerFromCache } = await import('./cache')
  expect(answerFromCache(asked(path, 'no-cors', method))).toBeUndefined()
})
