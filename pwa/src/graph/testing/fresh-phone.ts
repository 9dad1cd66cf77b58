/** Every test begins with a new phone: an empty database, no other tabs, and no way to the real network. */
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb'
import { afterEach, beforeEach, vi } from 'vitest'

type Listener = (event: { data: unknown }) => void

/** Tells the other tabs at once, so that no test has to wait for it. */
class Channel {
  static open = new Set<Channel>()
  onmessage?: Listener
  constructor(readonly name: string) {
    Channel.open.add(this)
  }
  postMessage(data: unknown) {
    for (const other of Channel.open) {
      if (other !== this && other.name === this.name) other.onmessage?.({ data: structuredClone(data) })
    }
  }
}

// Also for what is still going on when a test has ended.
globalThis.fetch = () => Promise.reject(new TypeError('This test has no server.'))

// Before any page is loaded: the phone speaks simplified Chinese.
globalThis.localStorage?.setItem('lianxin-language', 'zh-Hans')

beforeEach(() => {
  vi.stubGlobal('indexedDB', new IDBFactory())
  vi.stubGlobal('IDBKeyRange', IDBKeyRange)
  vi.stubGlobal('BroadcastChannel', Channel)
  Channel.open.clear()
  vi.resetModules()
})

afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})
