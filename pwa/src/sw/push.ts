/** Shows a push, says that it was shown, and opens the right page when it is pressed. */
import { prepared } from '../graph/operation'
import { post } from '../graph/request'
import { RecordPushed } from '../notices/documents'
import { ReportShown, SubscribeAgain } from '../push/documents'

export interface Push {
  /** Which message it is; reported back as shown. */
  id?: string
  /** `Notice`, or nothing for a message to this person alone. */
  type?: string
  title: string
  body?: string
  /** A page of Lianxin. */
  link?: string
  /** A newer push with the same tag takes the place of the older one. */
  tag?: string
}

/** Every push must show something, or the browser takes the right to push away. */
const nameless: Push = { title: '连心', body: '有新消息。' }

export async function showPush(registration: ServiceWorkerRegistration, push: Push = nameless): Promise<void> {
  const { id, type, title, body, tag, link = '/' } = push
  await registration.showNotification(title, { body, tag, icon: '/sign-192.png', badge: '/sign-192.png', data: { link } })
  // Whether it was shown matters to the sender, but must not stop the showing.
  if (id) await (type === 'Notice' ? post(prepared(RecordPushed).text, { notice: id }) : post(prepared(ReportShown).text, { message: id })).catch(() => undefined)
}

export interface SubscriptionChange extends ExtendableEvent {
  oldSubscription?: PushSubscription
  newSubscription?: PushSubscription
}

/** The push service gave this browser a new address: the server must know it, or the phone falls silent. */
export async function subscribeAgain(registration: ServiceWorkerRegistration, { oldSubscription, newSubscription }: SubscriptionChange): Promise<void> {
  const subscription = newSubscription ?? (oldSubscription && (await registration.pushManager.subscribe(oldSubscription.options)))
  if (!subscription) return
  const { endpoint, keys = {} } = subscription.toJSON()
  await post(prepared(SubscribeAgain).text, { input: { endpoint, p256dh: keys.p256dh, auth: keys.auth } })
}

/** Brings an open Lianxin to the front and takes it to the page, or opens it there. */
export async function openNotification(clients: Clients, notification: Notification): Promise<void> {
  notification.close()
  const { link } = notification.data as { link: string }
  const windows = await clients.matchAll({ type: 'window', includeUncontrolled: true })
  const open = windows.find((client) => client.visibilityState === 'visible') ?? windows[0]
  if (!open) {
    await clients.openWindow(link)
    return
  }
  open.postMessage({ open: link })
  await open.focus()
}
