/** Sends what waits in the outbox; the same code runs in every page and in the service worker. */
import { learn } from './answers'
import { fact, remember } from './database'
import { tell } from './news'
import { change, entries, remove, type Answer, type Entry, type Refusal } from './outbox'
import { Failed, SignedOut, Unreachable, post, putPhoto } from './request'
import { inTurn } from './turn'

const longestPause = 60_000

/** `empty`: nothing waits. `paused`: signing in again comes first. Otherwise when to come back. */
export type Rest = 'empty' | 'paused' | { at: number }

/** Sends all that is due. `eager`: signal is back or somebody asked, so do not wait out the growing pauses. */
export async function flush({ eager = false } = {}): Promise<Rest> {
  const tried = new Set<string>()
  for (;;) {
    const rest = await inTurn(() => sendNext(eager, tried))
    if (rest) return rest
  }
}

async function sendNext(eager: boolean, tried: Set<string>): Promise<Rest | undefined> {
  if (await fact('signedOut')) return 'paused'
  const heads = firstOfEachSubject(await entries())
  if (!heads.length) return 'empty'
  const due = (entry: Entry) => Math.max(entry.notBefore, eager && !tried.has(entry.key) ? 0 : entry.nextTry)
  // Fewest tries first: an entry that keeps failing steps aside for the others.
  const next = heads.filter((entry) => due(entry) <= Date.now()).sort((a, b) => a.tries - b.tries || a.order - b.order)[0]
  if (!next) return { at: Math.min(...heads.map(due)) }
  tried.add(next.key)
  tell({ about: 'sending', key: next.key })
  try {
    return await send(next)
  } finally {
    tell({ about: 'sending', key: undefined })
  }
}

function firstOfEachSubject(all: Entry[]): Entry[] {
  const heads = new Map<string, Entry>()
  for (const entry of all) if (!entry.refusal && !heads.has(entry.subject)) heads.set(entry.subject, entry)
  return [...heads.values()]
}

async function send(entry: Entry): Promise<Rest | undefined> {
  try {
    await sendPhoto(entry)
    await settle(entry, await post<Record<string, unknown>>(entry.text, entry.variables, entry.person))
  } catch (error) {
    if (error instanceof SignedOut) {
      await remember('signedOut', true)
      tell({ about: 'session' })
      return 'paused'
    }
    if (error instanceof Unreachable) return postpone(entry, error)
    if (!(error instanceof Failed)) throw error
    await refuse(entry, { code: error.code, message: error.message, id: error.id })
  }
}

async function sendPhoto(entry: Entry) {
  if (!entry.photo || entry.photo.sent) return
  await putPhoto(entry.photo.id, entry.photo.image)
  entry.photo = { ...entry.photo, sent: true }
  await change(entry)
}

async function settle(entry: Entry, data: Record<string, unknown>) {
  // What it changed is shown before the entry stops covering it, so that nothing flickers back; what stands in its way is shown too.
  await learn(data, entry.types)
  const refusal = refusalIn(data)
  if (refusal) return refuse(entry, refusal)
  await remove(entry)
  announce(entry, { state: 'done', data })
}

async function refuse(entry: Entry, refusal: Refusal) {
  await change({ ...entry, photo: undefined, refusal })
  announce(entry, { state: 'refused', refusal })
}

const announce = (entry: Entry, answer: Answer) => tell({ about: 'answered', key: entry.key, answer })

/** The build makes sure that only refusals are asked for their `message`. */
function refusalIn(data: object): Refusal | undefined {
  for (const answer of Object.values(data) as (({ __typename?: string } & Omit<Refusal, 'code'>) | null)[]) {
    if (typeof answer?.message !== 'string') continue
    const { __typename: code = 'REFUSED', ...told } = answer
    return { code, ...told }
  }
  return undefined
}

async function postpone(entry: Entry, { status, retryAfter }: Unreachable): Promise<Rest | undefined> {
  const tries = entry.tries + 1
  const pause = Math.min(longestPause, 1000 * 2 ** tries) * (0.5 + Math.random() / 2)
  // Only this one waits as long as the server asks: a call for help behind it is answered however busy that is.
  await change({ ...entry, tries, nextTry: Date.now() + pause, notBefore: Date.now() + (retryAfter ?? 0) })
  if (status === 0) return { at: Date.now() + pause }
  return undefined
}
