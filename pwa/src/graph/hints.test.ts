import { afterEach, beforeEach, expect, test, vi } from 'vitest'

/** The server's end of the socket, played by the test. */
class Socket {
  static all: Socket[] = []
  sent: { type: string; payload?: { query: string } }[] = []
  onopen?: () => void
  onmessage?: (event: { data: string }) => void
  onclose?: (event: { code: number }) => void
  constructor(readonly address: string, readonly protocol: string) {
    Socket.all.push(this)
  }
  send = (text: string) => this.sent.push(JSON.parse(text) as { type: string })
  close = (code = 1006) => this.onclose?.({ code })
  say = (message: object) => this.onmessage?.({ data: JSON.stringify(message) })
  hint = (what: string) => this.say({ type: 'next', id: '1', payload: { data: { changes: { what, id: 'r1' } } } })
  /** Does what a server does until hints can come. */
  greet() {
    this.onopen?.()
    this.say({ type: 'connection_ack' })
  }
}

const last = () => Socket.all[Socket.all.length - 1]!
let again: ReturnType<typeof vi.fn>
let wanted: boolean
let hints: import('./hints').Hints

beforeEach(async () => {
  vi.useFakeTimers()
  vi.stubGlobal('WebSocket', Socket)
  Socket.all = []
  again = vi.fn()
  wanted = true
  vi.doMock('./live', () => ({ askAgain: again }))
  const { startHints } = await import('./hints')
  hints = startHints(() => wanted)
})

afterEach(() => {
  hints.stop()
  vi.restoreAllMocks()
})

test('it listens by the one protocol that the server speaks', () => {
  last().greet()
  expect(last().protocol).toBe('graphql-transport-ws')
  expect(last().address).toMatch(/^ws:\/\/.*\/graphql$/)
  expect(last().sent.map(({ type }) => type)).toEqual(['connection_init', 'subscribe'])
  expect(last().sent[1]!.payload!.query).toBe('subscription Changes{changes{__typename what id}}')
})

test('hints are gathered, and each kind is asked again once', () => {
  last().greet()
  for (const what of ['SupplyRequest', 'SupplyRequest', 'Grid']) last().hint(what)
  expect(again).not.toHaveBeenCalled()
  vi.advanceTimersByTime(1500)
  expect(again.mock.calls).toEqual([[['SupplyRequest', 'Grid']]])
})

test('a ping is answered', () => {
  last().greet()
  last().say({ type: 'ping' })
  expect(last().sent[2]).toEqual({ type: 'pong' })
})

test('a lost socket is opened again, later each time, and then everything is asked again', () => {
  last().greet()
  last().close()
  vi.advanceTimersByTime(900)
  expect(Socket.all).toHaveLength(1)
  vi.advanceTimersByTime(1100)
  expect(Socket.all).toHaveLength(2)
  last().close()
  vi.advanceTimersByTime(1900)
  expect(Socket.all).toHaveLength(2)
  vi.advanceTimersByTime(2100)
  expect(Socket.all).toHaveLength(3)
  last().greet()
  expect(again.mock.calls).toEqual([[]])
})

test('whoever was signed out from another device learns it at once', () => {
  last().greet()
  last().close(4401)
  expect(again.mock.calls).toEqual([[]])
})

test('in the background nobody listens, and the battery lasts', () => {
  last().greet()
  vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('hidden')
  document.dispatchEvent(new Event('visibilitychange'))
  vi.advanceTimersByTime(120_000)
  expect(Socket.all).toHaveLength(1)
  vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('visible')
  document.dispatchEvent(new Event('visibilitychange'))
  expect(Socket.all).toHaveLength(2)
})

test('who is signed out hears nothing', () => {
  last().greet()
  wanted = false
  hints.check()
  last().hint('SupplyRequest')
  vi.advanceTimersByTime(120_000)
  expect(Socket.all).toHaveLength(1)
})
