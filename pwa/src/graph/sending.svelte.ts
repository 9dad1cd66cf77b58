/** Sends the outbox from this page, now and whenever it may succeed again, and shows how each write stands. */
import { hear, tell } from './news'
import { nameOf, prepared, type Operation } from './operation'
import { entries, keep, remove, type Entry, type Refusal } from './outbox'
import type { Rest } from './sender'

/** From so many tries on the person is told that it does not get through. */
const stuckAfter = 5

export interface Pending<Variables = Record<string, unknown>> {
  key: string
  subject: string
  /** What it is, in the person's words. */
  what: string
  variables: Variables
  at: number
  state: 'queued' | 'sending' | 'refused'
  /** Never sent yet, so it can still be taken back. */
  untried: boolean
  /** Tried many times without success; others go on before it. */
  stuck: boolean
  refusal?: Refusal
}

let all = $state.raw<Entry[]>([])
let sending = $state<string>()
let timer: ReturnType<typeof setTimeout> | undefined

function shown(entry: Entry): Pending {
  const state = entry.refusal ? 'refused' : entry.key === sending ? 'sending' : 'queued'
  const { key, subject, what, variables, at, refusal } = entry
  return { key, subject, what, variables, at, state, untried: state === 'queued' && !entry.tries, stuck: !refusal && entry.tries >= stuckAfter, refusal }
}

/** What this person did that the server has not yet confirmed; lies over what the server said. */
export const pending = {
  get all(): Pending[] {
    return all.map(shown)
  },
  /** How many writes still wait to be sent. */
  get waiting(): number {
    return all.filter((entry) => !entry.refusal).length
  },
  /** The latest write about this subject that waits or was refused. */
  for(subject: string): Pending | undefined {
    const entry = all.filter((one) => one.subject === subject).pop()
    return entry && shown(entry)
  },
  /** Everything waiting or refused of one kind, with what was said in it; for lists that show new things before the server knows them. */
  of<Variables>(operation: Operation<unknown, Variables>): Pending<Variables>[] {
    const name = nameOf(prepared(operation).text)
    return all.filter((entry) => nameOf(entry.text) === name).map((entry) => shown(entry) as unknown as Pending<Variables>)
  },
  /** Takes a refusal off the screen once it was read, or takes back what was never tried; gives false when that is no longer possible. */
  async dismiss(key: string): Promise<boolean> {
    // What was refused a moment ago may not be among what was read before.
    await read()
    const entry = all.find((one) => one.key === key)
    if (!entry || (!entry.refusal && (entry.tries > 0 || sending === key))) return false
    await remove(entry)
    return true
  },
  /** Sends once more what was refused because somebody else was quicker, over what stands there now. */
  async insist(key: string): Promise<void> {
    const { refusal, ...entry } = all.find((one) => one.key === key)!
    const { subject, what, text, types, variables, photo } = entry
    await keep({ subject, what, text, types, variables: { ...variables, version: refusal!.version }, photo })
    await remove(entry)
    void send()
  },
  /** Tries again now, without waiting out the pause. */
  retry: () => send(true),
}

const read = () => entries().then((now) => (all = now), () => undefined)

/** Sends now, and plans the next time. */
export async function send(eager = false): Promise<void> {
  clearTimeout(timer)
  const rest: Rest = await import('./sender').then(({ flush }) => flush({ eager })).catch(() => ({ at: Date.now() + 5000 }))
  if (typeof rest === 'string') return
  clearTimeout(timer)
  timer = setTimeout(() => void send(), Math.max(500, rest.at - Date.now()))
}

export function startSending() {
  hear((news) => {
    if (news.about === 'outbox') void read()
    if (news.about === 'sending') sending = news.key
    if (news.about === 'session') void read().then(() => send(true))
  })
  addEventListener('online', () => void send(true))
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') void read().then(() => send(true))
  })
  // Where nothing waits the first page is not held up by what would send it.
  void read().then(() => (all.length ? send(true) : undefined))
  // Asks the browser not to throw the outbox away when the phone is full.
  void navigator.storage?.persist?.().catch(() => undefined)
  tell({ about: 'sending', key: undefined })
}
