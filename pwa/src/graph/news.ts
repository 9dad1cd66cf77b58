/** What one tab or the service worker tells all of them, itself included. */
import type { Answer } from './outbox'

export type News =
  | { about: 'outbox' }
  | { about: 'sending'; key: string | undefined }
  | { about: 'answered'; key: string; answer: Answer }
  | { about: 'entities'; entities: [string, object][] }
  | { about: 'stale'; types: string[] }
  | { about: 'session' }

const listeners = new Set<(news: News) => void>()

// Safari before 15.4 has no BroadcastChannel: there other tabs learn it when they come to the foreground.
const channel = 'BroadcastChannel' in globalThis ? new BroadcastChannel('lianxin') : undefined
if (channel) channel.onmessage = (event) => deliver(event.data as News)

const deliver = (news: News) => listeners.forEach((listener) => listener(news))

export function tell(news: News) {
  channel?.postMessage(news)
  deliver(news)
}

export function hear(listener: (news: News) => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
