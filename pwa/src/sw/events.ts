/** What the service worker listens to: keeping the pages, sending what waits, and showing pushes. */
import { flush } from '../graph/sender'
import { answerFromCache, dropOldVersions, keepThisVersion } from './cache'
import { openNotification, showPush, subscribeAgain, type Push, type SubscriptionChange } from './push'

declare const self: ServiceWorkerGlobalScope

interface SyncEvent extends ExtendableEvent {
  tag: string
}

self.addEventListener('install', (event) => event.waitUntil(keepThisVersion()))

self.addEventListener('activate', (event) => event.waitUntil(dropOldVersions().then(() => self.clients.claim())))

self.addEventListener('fetch', (event) => {
  const answer = answerFromCache(event.request)
  if (answer) event.respondWith(answer)
})

self.addEventListener('message', (event) => {
  const { use, ifAlone, keep } = event.data as { use?: string; ifAlone?: boolean; keep?: string }
  if (use === 'new version') event.waitUntil(takeOver(!!ifAlone))
  // Without signal nothing comes; the page says it again when it is next opened.
  if (keep === 'sentences') event.waitUntil(keepThisVersion().catch(() => undefined))
})

// The browser asks again later when this fails.
self.addEventListener('sync', ((event: SyncEvent) => {
  if (event.tag === 'outbox') event.waitUntil(sendAll())
}) as EventListener)

self.addEventListener('push', (event) => event.waitUntil(showPush(self.registration, event.data?.json() as Push | undefined)))

self.addEventListener('notificationclick', (event) => event.waitUntil(openNotification(self.clients, event.notification)))

// The page tells the server when it is opened next, should this fail.
self.addEventListener('pushsubscriptionchange', ((event: SubscriptionChange) => {
  event.waitUntil(subscribeAgain(self.registration, event).catch(() => undefined))
}) as EventListener)

/** Every open page is loaded anew by it: at a start only where nobody may be typing in another one. */
async function takeOver(ifAlone: boolean) {
  const open = await self.clients.matchAll({ type: 'window', includeUncontrolled: true })
  if (!ifAlone || open.length < 2) await self.skipWaiting()
}

async function sendAll() {
  const rest = await flush({ eager: true })
  if (typeof rest === 'object') throw new Error('Some writes still wait.')
}
