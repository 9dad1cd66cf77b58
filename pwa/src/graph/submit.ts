/** Does something that must not be lost: it is kept on the phone first and sent as soon as there is signal. */
import { dropOldest } from './answers'
import { hear } from './news'
import { prepared, type Operation } from './operation'
import { keep, type Answer, type Entry, type Intent } from './outbox'
import { send } from './sending.svelte'

export type { Answer } from './outbox'

/** The phone has no room left to keep it: nothing was sent, and the person must be told. */
export class NotKept extends Error {}

export interface Submitted<Result> {
  key: string
  /** The server's answer, should it come while this page is open. */
  answer: Promise<Answer<Result>>
}

/** A picture as PhotoPick gives it; the mutation names its id. */
export interface Picture {
  id: string
  image: Blob
}

export interface Extras {
  /** What it is, in the person's words, for the list of what waits: 认领：口罩 2 包. */
  what?: string
  /** Sent before the write that names its id. */
  photo?: Picture
}

/** `subject` is the id of what it is about: writes about one subject are sent in order, and `pending.for(subject)` shows them. */
export async function submit<Result, Variables extends { key: string }>(
  operation: Operation<Result, Variables>,
  subject: string,
  variables: Omit<Variables, 'key'>,
  { what = '', photo }: Extras = {},
): Promise<Submitted<Result>> {
  const { text, types } = prepared(operation)
  const bytes = photo && { id: photo.id, image: await photo.image.arrayBuffer(), sent: false }
  // What a form hands over may be alive, and such a thing cannot be kept; it is sent as JSON anyway.
  const said = JSON.parse(JSON.stringify(variables)) as typeof variables
  const entry = await keepForSure({ subject, what, text, types, variables: said, photo: bytes })
  const answer = answerTo<Result>(entry.key)
  void send()
  void askForBackgroundSync()
  return { key: entry.key, answer }
}

/** What is waiting matters more than what was read: a full phone loses kept answers first. */
async function keepForSure(intent: Intent): Promise<Entry> {
  return keep(intent)
    .catch(() => dropOldest(1).then(() => keep(intent)))
    .catch((error) => {
      throw new NotKept(String(error))
    })
}

function answerTo<Result>(key: string): Promise<Answer<Result>> {
  return new Promise((resolve) => {
    const stop = hear((news) => {
      if (news.about !== 'answered' || news.key !== key) return
      stop()
      resolve(news.answer as Answer<Result>)
    })
  })
}

/** Where the browser can (Chrome), the service worker sends even after the page was closed. */
async function askForBackgroundSync() {
  const registration = await navigator.serviceWorker?.getRegistration().catch(() => undefined)
  const { sync } = (registration ?? {}) as { sync?: { register: (tag: string) => Promise<void> } }
  await sync?.register('outbox').catch(() => undefined)
}
