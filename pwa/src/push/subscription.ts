/** This browser's subscription at its push service, and telling the server of it. */
import { ask } from '../graph/ask'
import { fact } from '../graph/database'
import { SubscribePush, UnsubscribePush } from './documents'

/** The phone would not have it: its owner said no just now, or its push service cannot be reached. */
export class NotSubscribed extends Error {
  constructor(readonly why: 'denied' | 'dismissed' | 'unreachable') {
    super(why)
  }
}

/** Whose subscription the server was last told of, so that it is told anew only when something changed. */
const remembered = 'lianxin-push'

/** The service worker that receives; where the page has none (a development server) nothing can ring. */
async function receiver(): Promise<PushManager | undefined> {
  if (!(await navigator.serviceWorker?.getRegistration())) return undefined
  const registration = await navigator.serviceWorker.ready
  return 'pushManager' in registration ? registration.pushManager : undefined
}

export async function current(): Promise<PushSubscription | undefined> {
  return (await (await receiver())?.getSubscription()) ?? undefined
}

/** Asks the phone's owner, then the push service, then tells the server; its answer is the new settings or a refusal. */
export async function turnOn(publicKey: string) {
  const permission = await Notification.requestPermission()
  if (permission !== 'granted') throw new NotSubscribed(permission === 'denied' ? 'denied' : 'dismissed')
  return tellServer(await subscribe(publicKey))
}

export async function turnOff() {
  const subscription = await current()
  // A browser may have dropped its subscription by itself, while the server still believes in it.
  const endpoint = subscription?.endpoint ?? localStorage.getItem(remembered)?.split(' ')[1]
  if (!endpoint) return undefined
  const { unsubscribePush } = await ask(UnsubscribePush, { endpoint })
  localStorage.removeItem(remembered)
  await subscription?.unsubscribe().catch(() => false)
  return unsubscribePush
}

/** The push service may give this browser a new address at any time: tells the server when the page is opened. */
export async function keepTelling(): Promise<void> {
  const person = await fact('person')
  const known = localStorage.getItem(remembered)
  if (!person || !known?.startsWith(`${person} `) || Notification.permission !== 'granted') return
  const subscription = await current()
  if (subscription && known !== `${person} ${subscription.endpoint}`) await tellServer(subscription)
}

async function subscribe(publicKey: string): Promise<PushSubscription> {
  const push = await receiver()
  if (!push) throw new NotSubscribed('unreachable')
  const options = { userVisibleOnly: true, applicationServerKey: bytes(publicKey) }
  try {
    return await push.subscribe(options)
  } catch {
    // A subscription under another key, of a server that was set up anew, stands in the way.
    await (await push.getSubscription())?.unsubscribe()
    return push.subscribe(options).catch(() => {
      throw new NotSubscribed('unreachable')
    })
  }
}

async function tellServer(subscription: PushSubscription) {
  const { endpoint, keys = {} } = subscription.toJSON()
  const { p256dh = '', auth = '' } = keys
  const { subscribePush } = await ask(SubscribePush, { input: { endpoint: endpoint ?? '', p256dh, auth } })
  const person = await fact('person')
  if (subscribePush.__typename === 'PushSettings') localStorage.setItem(remembered, `${person} ${endpoint}`)
  return subscribePush
}

/** Older browsers want the key as bytes. */
export function bytes(base64url: string): Uint8Array<ArrayBuffer> {
  const text = atob(base64url.replace(/-/g, '+').replace(/_/g, '/'))
  return Uint8Array.from(text, (letter) => letter.charCodeAt(0))
}
