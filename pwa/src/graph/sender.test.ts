// @vitest-environment node
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { done, failed, json, refused, server } from './testing/server'
import { claim, openTab, tabOf, type Tab } from './testing/tab'

const start = new Date('2020-02-03T19:00:00+08:00').getTime()
const accepted = () => done({ claim: { __typename: 'SupplyRequest', id: 'r1', missing: 0 } })
const subjects = (asked: { variables: Record<string, unknown> }[]) => asked.map(({ variables }) => variables.request)

beforeEach(() => vi.useFakeTimers({ toFake: ['Date'], now: start }))

const later = (milliseconds: number) => vi.setSystemTime(Date.now() + milliseconds)

describe('what is sent', () => {
  test('is kept on the phone before anything is sent', async () => {
    const tab = await tabOf('li')
    const asked = server(accepted).asked
    const entry = await claim(tab, 'r1')
    expect(asked).toEqual([])
    expect(await (await openTab()).entries()).toEqual([entry])
  })

  test('leaves the outbox once the server has accepted it', async () => {
    const tab = await tabOf('li')
    await claim(tab, 'r1')
    const { asked } = server(accepted)
    expect(await tab.flush()).toBe('empty')
    expect(subjects(asked)).toEqual(['r1'])
    expect(await tab.entries()).toEqual([])
  })

  test('is shown as done before it stops being shown as waiting', async () => {
    const tab = await tabOf('li')
    await claim(tab, 'r1')
    server(accepted)
    const heard: string[] = []
    tab.hear(({ about }) => heard.push(about))
    await tab.flush()
    expect(heard).toEqual(['sending', 'entities', 'stale', 'outbox', 'answered', 'sending'])
  })

  test('carries the header that a foreign page cannot set, the chosen language, and whose write it is', async () => {
    const tab = await tabOf('li')
    await tab.remember('language', 'zh-Hant')
    await claim(tab, 'r1')
    const { asked } = server(accepted)
    await tab.flush()
    expect(asked[0]!.headers).toEqual({ 'content-type': 'application/json', 'x-lianxin': '1', 'accept-language': 'zh-Hant', 'x-lianxin-person': 'li' })
  })

  test('keeps its order about one subject', async () => {
    const tab = await tabOf('li')
    for (const step of [1, 2, 3]) await claim(tab, 'r1', { variables: { step } })
    const { asked } = server(accepted)
    await tab.flush()
    expect(asked.map(({ variables }) => variables.step)).toEqual([1, 2, 3])
  })

  test('has the same key every time, also when the answer was lost', async () => {
    const tab = await tabOf('li')
    const { key } = await claim(tab, 'r1')
    const phone = server(() => 'no signal')
    await tab.flush()
    phone.then(accepted)
    await tab.flush({ eager: true })
    expect(phone.asked.map(({ variables }) => variables.key)).toEqual([key, key])
    expect(await tab.entries()).toEqual([])
  })
})

describe('a failure that may pass', () => {
  test.each([408, 429, 500, 502, 503, 504])('%i is tried again later', async (status) => {
    const tab = await tabOf('li')
    await claim(tab, 'r1')
    const phone = server(() => json({}, status))
    const rest = await tab.flush()
    expect(rest).toEqual({ at: expect.any(Number) })
    expect((rest as { at: number }).at).toBeGreaterThan(start)
    phone.then(accepted)
    later(2000)
    expect(await tab.flush()).toBe('empty')
  })

  test('no answer for 15 seconds counts as no signal', async () => {
    vi.useFakeTimers({ toFake: ['Date', 'setTimeout', 'clearTimeout'], now: start })
    const tab = await tabOf('li')
    await claim(tab, 'r1')
    const { asked } = server(() => new Promise<Response>(() => undefined))
    const flushing = tab.flush()
    await vi.waitFor(() => expect(asked).toHaveLength(1))
    await vi.advanceTimersByTimeAsync(15_000)
    expect(await flushing).toEqual({ at: expect.any(Number) })
    expect((await tab.entries())[0]).toMatchObject({ tries: 1 })
  })

  test('waits as long as the server asks, and keeps nothing else waiting', async () => {
    const tab = await tabOf('li')
    await claim(tab, 'r1')
    await claim(tab, 'help')
    const busy = json({}, 503, { 'retry-after': '120' })
    const phone = server(({ variables }) => (variables.request === 'help' ? accepted() : busy.clone()))
    expect(await tab.flush()).toEqual({ at: start + 120_000 })
    expect(subjects(phone.asked)).toEqual(['r1', 'help'])
    phone.then(accepted)
    later(119_000)
    expect(await tab.flush({ eager: true })).toEqual({ at: start + 120_000 })
    expect(phone.asked).toHaveLength(2)
    later(1000)
    expect(await tab.flush()).toBe('empty')
  })

  test('of one entry lets the others go on', async () => {
    const tab = await tabOf('li')
    await claim(tab, 'bad')
    await claim(tab, 'r1')
    await claim(tab, 'r2')
    const { asked } = server(({ variables }) => (variables.request === 'bad' ? json({}, 502) : accepted()))
    await tab.flush()
    expect(subjects(asked)).toEqual(['bad', 'r1', 'r2'])
    expect((await tab.entries()).map(({ subject, tries }) => [subject, tries])).toEqual([['bad', 1]])
  })

  test('holds back later writes about the same subject', async () => {
    const tab = await tabOf('li')
    await claim(tab, 'r1', { variables: { step: 1 } })
    await claim(tab, 'r1', { variables: { step: 2 } })
    const phone = server(() => json({}, 502))
    await tab.flush()
    expect(phone.asked.map(({ variables }) => variables.step)).toEqual([1])
    phone.then(accepted)
    await tab.flush({ eager: true })
    expect(phone.asked.map(({ variables }) => variables.step)).toEqual([1, 1, 2])
  })

  test('of the connection itself lets the next entry try first', async () => {
    const tab = await tabOf('li')
    await claim(tab, 'bad')
    await claim(tab, 'r1')
    const phone = server(() => 'no signal')
    await tab.flush()
    phone.then(({ variables }) => (variables.request === 'bad' ? 'no signal' : accepted()))
    later(60_000)
    await tab.flush()
    expect(subjects(phone.asked)).toEqual(['bad', 'r1', 'bad'])
  })
})

describe('a final answer', () => {
  test('a refusal is kept to be shown, also after a reload', async () => {
    const tab = await tabOf('li')
    await claim(tab, 'r1')
    server(() => refused('claim', 'AlreadyTaken', '已经有人送了。'))
    expect(await tab.flush()).toBe('empty')
    const reloaded = await openTab()
    expect((await reloaded.entries()).map(({ refusal }) => refusal)).toEqual([{ code: 'AlreadyTaken', message: '已经有人送了。' }])
  })

  test('is not asked for twice', async () => {
    const tab = await tabOf('li')
    await claim(tab, 'r1')
    const { asked } = server(() => refused('claim', 'AlreadyTaken', '已经有人送了。'))
    await tab.flush()
    await tab.flush({ eager: true })
    expect(asked).toHaveLength(1)
  })

  test.each([
    ['FORBIDDEN', failed('FORBIDDEN', '这件事不归您管，请找网格长。'), { code: 'FORBIDDEN', message: '这件事不归您管，请找网格长。' }],
    ['a bug', failed('BUG', '系统出错了', 'ab12'), { code: 'BUG', message: '系统出错了', id: 'ab12' }],
    ['400', json({}, 400), { code: 'HTTP_400', message: '' }],
  ])('%s is final and shown', async (_, reply, refusal) => {
    const tab = await tabOf('li')
    await claim(tab, 'r1')
    server(() => reply)
    expect(await tab.flush()).toBe('empty')
    expect((await tab.entries())[0]!.refusal).toMatchObject(refusal)
  })

  test('about one write does not stop the next about the same subject', async () => {
    const tab = await tabOf('li')
    await claim(tab, 'r1', { variables: { step: 1 } })
    await claim(tab, 'r1', { variables: { step: 2 } })
    server(({ variables }) => (variables.step === 1 ? refused('claim', 'AlreadyTaken', '已经有人送了。') : accepted()))
    expect(await tab.flush()).toBe('empty')
    expect((await tab.entries()).map(({ variables, refusal }) => [variables.step, refusal?.code])).toEqual([[1, 'AlreadyTaken']])
  })
})

describe('a photo', () => {
  const photo = { id: 'p1', image: new Uint8Array([1, 2, 3]).buffer, sent: false }

  test('is sent before the write that names it, and only once', async () => {
    const tab = await tabOf('li')
    await claim(tab, 'r1', { photo })
    const phone = server(({ path }) => (path === '/graphql' ? json({}, 502) : new Response(null, { status: 204 })))
    await tab.flush()
    phone.then(accepted)
    await tab.flush({ eager: true })
    expect(phone.asked.map(({ method, path }) => `${method} ${path}`)).toEqual(['PUT /photos/p1', 'POST /graphql', 'POST /graphql'])
    expect(await tab.entries()).toEqual([])
  })

  test('that the server will not take ends the whole write', async () => {
    const tab = await tabOf('li')
    await claim(tab, 'r1', { photo })
    const { asked } = server(() => json({}, 413))
    expect(await tab.flush()).toBe('empty')
    expect(asked).toHaveLength(1)
    expect((await tab.entries())[0]).toMatchObject({ refusal: { code: 'PHOTO' }, photo: undefined })
  })
})

describe.each([['Web Locks', true], ['a lease in the database', false]])('one sender at a time by %s', (_, withLocks) => {
  beforeEach(() => {
    if (!withLocks) vi.stubGlobal('navigator', { onLine: true })
    else expect(navigator.locks).toBeDefined()
  })

  test('two tabs and the service worker send each write once', async () => {
    const tabs: Tab[] = [await tabOf('li'), await openTab(), await openTab()]
    for (const subject of ['r1', 'r2', 'r3', 'r4']) await claim(tabs[0]!, subject)
    const { asked } = server(accepted)
    expect(await Promise.all(tabs.map((tab) => tab.flush()))).toEqual(['empty', 'empty', 'empty'])
    expect(subjects(asked).sort()).toEqual(['r1', 'r2', 'r3', 'r4'])
  })
})

test('a tab that was frozen in the middle of sending does not stop the others for ever', async () => {
  vi.stubGlobal('navigator', { onLine: true })
  const tab = await tabOf('li')
  await tab.remember('sender', { holder: 'a frozen tab', until: Date.now() - 1 })
  await claim(tab, 'r1')
  server(accepted)
  expect(await tab.flush()).toBe('empty')
})
