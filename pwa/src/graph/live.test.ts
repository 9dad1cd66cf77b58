// @vitest-environment node
import { beforeEach, describe, expect, test, vi } from 'vitest'
import type { Snapshot } from './live'
import type { Operation } from './operation'
import { done, json, server, type Behaviour } from './testing/server'

type Requests = { requests: { __typename: string; id: string; missing: number }[] }

const operation = <Result, Variables>(text: string, types: string[]) => ({ text, types }) as unknown as Operation<Result, Variables>
const Requests = operation<Requests, object>('query Requests{requests{__typename id missing}}', ['SupplyRequest'])
const Grids = operation<object, object>('query Grids{grids{__typename id}}', ['Grid'])
const Claim = operation<object, { request: string }>('mutation Claim{claim{__typename id missing}}', ['SupplyRequest'])

const left = (missing: number): Requests => ({ requests: [{ __typename: 'SupplyRequest', id: 'r1', missing }] })
const open = async () => ({ ...(await import('./live')), ...(await import('./ask')), ...(await import('./answers')), ...(await import('./database')) })

let tab: Awaited<ReturnType<typeof open>>

beforeEach(async () => {
  tab = await open()
  await tab.remember('person', 'li')
})

/** Watches a query and gives what was shown, newest last. */
function look(watched: Operation<Requests, object> | Operation<object, object> = Requests) {
  const shown: Snapshot<Requests>[] = []
  const watching = tab.watch(watched as Operation<Requests, never>, {}, (snapshot) => shown.push(snapshot))
  const until = (check: (last: Snapshot<Requests>) => boolean) => vi.waitFor(() => expect(check(shown[shown.length - 1]!)).toBe(true))
  return { shown, until, last: () => shown[shown.length - 1]!, ...watching }
}

const settled = ({ asking }: Snapshot) => !asking

test('what was read before is shown at once, with its time, and then the answer of the server', async () => {
  await tab.keepAnswer(await tab.keptUnder('query Requests{requests{__typename id missing}}', {}), { data: left(7), at: 1000 })
  let answer!: (reply: Response) => void
  server(() => new Promise<Response>((resolve) => (answer = resolve)))
  const screen = look()
  await screen.until(({ data }) => !!data)
  expect(screen.last()).toEqual({ data: left(7), at: 1000, asking: true })
  await vi.waitFor(() => expect(answer).toBeDefined())
  answer(done(left(6)))
  await screen.until(settled)
  expect(screen.last()).toEqual({ data: left(6), at: expect.any(Number), error: undefined, asking: false })
})

test('without signal the old answer stays, and why there is no newer one is said', async () => {
  const phone = server(() => done(left(7)))
  const screen = look()
  await screen.until(settled)
  phone.then(() => 'no signal')
  await screen.refresh()
  expect(screen.last()).toMatchObject({ data: left(7), error: { status: 0 }, asking: false })
})

describe('a server that was too busy', () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }))

  const soon = () => json({}, 503, { 'retry-after': '120' })
  const whenever = () => json({}, 502)

  test.each([
    ['when it said', soon, 120_000],
    ['in a while, where it did not say', whenever, 30_000],
  ])('is asked again %s', async (_, busy, pause) => {
    const phone = server(busy)
    const screen = look()
    await screen.until(settled)
    expect(screen.last()).toMatchObject({ error: { status: busy().status } })
    phone.then(() => done(left(5)))
    vi.advanceTimersByTime(pause - 1000)
    expect(phone.asked).toHaveLength(1)
    vi.advanceTimersByTime(1000)
    vi.useRealTimers()
    await screen.until(({ error }) => !error)
    expect(screen.last().data).toEqual(left(5))
    expect(phone.asked).toHaveLength(2)
  })

  test('is left alone when nobody looks any more, and not asked twice when somebody was faster', async () => {
    const phone = server(soon)
    const screen = look()
    await screen.until(settled)
    await screen.refresh()
    expect([phone.asked.length, vi.getTimerCount()]).toEqual([2, 1])
    screen.stop()
    expect(vi.getTimerCount()).toBe(0)
  })
})

test('the same answer again does not draw anything anew', async () => {
  server(() => done(left(7)))
  const screen = look()
  await screen.until(settled)
  const before = screen.last().data
  await screen.refresh()
  expect(screen.last().data).toBe(before)
})

test('two parts of a screen that ask the same thing ask once', async () => {
  const { asked } = server(() => done(left(7)))
  const [one, two] = [look(), look()]
  await Promise.all([one.until(settled), two.until(settled)])
  expect(asked).toHaveLength(1)
})

describe('after one of my writes', () => {
  const behaviour: Behaviour = ({ text }) => (text.startsWith('mutation') ? done({ claim: left(6).requests[0] }) : text.includes('Grids') ? done({ grids: [] }) : done(left(7)))

  test('what it answered is on the screen before anything is asked again', async () => {
    const phone = server(behaviour)
    const screen = look()
    await screen.until(settled)
    phone.then((asked) => (asked.text.startsWith('mutation') ? behaviour(asked) : 'no signal'))
    await tab.ask(Claim, { request: 'r1' })
    await screen.until(({ data, asking }) => !asking && data?.requests[0]!.missing === 6)
  })

  test('only what may have changed is asked again', async () => {
    const phone = server(behaviour)
    const [requests, grids] = [look(), look(Grids)]
    await Promise.all([requests.until(settled), grids.until(settled)])
    phone.asked.length = 0
    await tab.ask(Claim, { request: 'r1' })
    await requests.until(settled)
    expect(phone.asked.map(({ text }) => text.slice(0, 14))).toEqual(['mutation Claim', 'query Requests'])
  })

  test('a screen that is gone is not asked for', async () => {
    const { asked } = server(behaviour)
    const screen = look()
    await screen.until(settled)
    screen.stop()
    asked.length = 0
    await tab.ask(Claim, { request: 'r1' })
    expect(asked).toHaveLength(1)
  })
})

test('an answer that was on its way when something changed is asked for once more', async () => {
  const answers: ((reply: Response) => void)[] = []
  server(() => new Promise<Response>((resolve) => answers.push(resolve)))
  const screen = look()
  await vi.waitFor(() => expect(answers).toHaveLength(1))
  tab.askAgain(['SupplyRequest'])
  answers[0]!(done(left(7)))
  await vi.waitFor(() => expect(answers).toHaveLength(2))
  answers[1]!(done(left(5)))
  await screen.until(settled)
  expect(screen.last().data).toEqual(left(5))
})

test('a session that is over is noticed by reading too', async () => {
  server(() => json({ errors: [{ message: '', extensions: { code: 'SIGNED_OUT' } }] }, 401))
  const screen = look()
  await screen.until(settled)
  expect(await tab.fact('signedOut')).toBe(true)
})

test('one failed part of an answer does not blank the rest', async () => {
  server(() => json({ data: { requests: left(7).requests, counts: null }, errors: [{ message: 'x', extensions: { code: 'FORBIDDEN' } }] }))
  const screen = look()
  await screen.until(settled)
  expect(screen.last().data).toMatchObject(left(7))
})
