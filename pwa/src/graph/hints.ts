/** Listens for hints over one WebSocket ("these requests changed") and asks again; losing it does no harm. */
import { Changes } from './documents'
import { askAgain } from './live'
import { prepared } from './operation'

/** Hints are gathered this long, and phones of one grid spread out over it, so that one change is not a thousand questions at once. */
const gather = { least: 300, most: 1500 }
const slowest = 60_000
/** The code with which the server closes the socket of whoever is signed out. */
const signedOut = 4401

let socket: WebSocket | undefined
let waiting = new Set<string>()
let gathering = false
let failures = 0
let retry: ReturnType<typeof setTimeout> | undefined

export interface Hints {
  /** Looks again whether to listen. */
  check: () => void
  stop: () => void
}

/** Keeps listening while the page is in the foreground and `wanted` says so. */
export function startHints(wanted: () => boolean): Hints {
  const check = () => {
    const should = wanted() && navigator.onLine && document.visibilityState === 'visible'
    if (should && !socket) connect(check)
    if (!should) disconnect()
  }
  document.addEventListener('visibilitychange', check)
  addEventListener('online', check)
  addEventListener('offline', check)
  check()
  const stop = () => {
    document.removeEventListener('visibilitychange', check)
    removeEventListener('online', check)
    removeEventListener('offline', check)
    disconnect()
  }
  return { check, stop }
}

function connect(check: () => void) {
  clearTimeout(retry)
  const opened = new WebSocket(`${location.origin.replace(/^http/, 'ws')}/graphql`, 'graphql-transport-ws')
  socket = opened
  const say = (message: object) => opened.send(JSON.stringify(message))
  opened.onopen = () => say({ type: 'connection_init' })
  opened.onmessage = ({ data }) => {
    const message = JSON.parse(data as string) as { type: string; payload?: { data?: { changes?: { what: string } } } }
    if (message.type === 'ping') say({ type: 'pong' })
    if (message.type === 'connection_ack') {
      say({ type: 'subscribe', id: '1', payload: { query: prepared(Changes).text } })
      // What changed while nobody listened.
      if (failures) askAgain()
      failures = 0
    }
    if (message.type === 'next' && message.payload?.data?.changes) note(message.payload.data.changes.what)
  }
  opened.onclose = ({ code }) => {
    if (socket !== opened) return
    socket = undefined
    // Whoever was signed out from another device learns it by asking.
    if (code === signedOut) askAgain()
    failures++
    retry = setTimeout(check, Math.min(slowest, 1000 * 2 ** failures) * (0.5 + Math.random() / 2))
  }
}

function disconnect() {
  clearTimeout(retry)
  const closing = socket
  socket = undefined
  closing?.close(1000)
}

function note(type: string) {
  waiting.add(type)
  if (gathering) return
  gathering = true
  setTimeout(() => {
    gathering = false
    const types = [...waiting]
    waiting = new Set()
    askAgain(types)
  }, gather.least + Math.random() * (gather.most - gather.least))
}
