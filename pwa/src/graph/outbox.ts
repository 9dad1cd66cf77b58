/** Writes that wait on the phone until the server has answered them. Each is one intent of one person, with one key. */
import { fact, transact } from './database'
import { newKey } from './key'
import { tell } from './news'

export interface Photo {
  id: string
  /** Bytes, not a Blob: older WebKit loses Blobs kept in IndexedDB. */
  image: ArrayBuffer
  sent: boolean
}

export interface Refusal {
  /** `__typename` of the refusal, or the code of the error. */
  code: string
  /** Already in the reader's language; empty when the server gave none. */
  message: string
  /** Which part of the input it is about, where the mutation asks for it. */
  field?: string
  /** Where somebody else was quicker: its version now, and what it is about as it is now, as far as the mutation asks for them. */
  version?: number
  now?: object | null
  /** The number to tell when something broke. */
  id?: string
}

export interface Entry {
  order: number
  key: string
  person: string
  /** Writes about one subject are sent in the order in which they were made. */
  subject: string
  /** What it is, in the person's words: 认领：口罩 2 包. */
  what: string
  text: string
  /** Types of its answer: what shows them is asked again after it was sent. */
  types: string[]
  variables: Record<string, unknown>
  photo?: Photo
  /** When it was made. */
  at: number
  tries: number
  /** Not before this time, unless signal comes back or somebody asks for it. */
  nextTry: number
  /** The server asked for quiet until then. */
  notBefore: number
  refusal?: Refusal
}

export type Answer<Result = unknown> = { state: 'done'; data: Result } | { state: 'refused'; refusal: Refusal }

export type Intent = Pick<Entry, 'subject' | 'what' | 'text' | 'types' | 'variables' | 'photo'>

/** Keeps an intent before anything is sent, so that nothing said to be kept can be lost. */
export async function keep(intent: Intent): Promise<Entry> {
  const person = await fact('person')
  if (!person) throw new Error('Nobody is signed in.')
  const key = newKey()
  const entry = { ...intent, key, person, variables: { ...intent.variables, key }, at: Date.now(), tries: 0, nextTry: 0, notBefore: 0 }
  const order = await transact(['outbox'], 'readwrite', (store) => store('outbox').add(entry))
  tell({ about: 'outbox' })
  return { ...entry, order: order as number }
}

/** The entries of the person who uses the phone now, oldest first. */
export async function entries(): Promise<Entry[]> {
  const person = await fact('person')
  const all = await transact<Entry[]>(['outbox'], 'readonly', (store) => store('outbox').getAll())
  return all.filter((entry) => entry.person === person)
}

/** Writes back what is still there: an entry that was taken away meanwhile stays away. */
export async function change(entry: Entry): Promise<void> {
  await transact(['outbox'], 'readwrite', (store) => {
    const kept = store('outbox').getKey(entry.order)
    kept.onsuccess = () => kept.result !== undefined && store('outbox').put(entry)
  })
  tell({ about: 'outbox' })
}

export async function remove(entry: Pick<Entry, 'order'>): Promise<void> {
  await transact(['outbox'], 'readwrite', (store) => {
    store('outbox').delete(entry.order)
  })
  tell({ about: 'outbox' })
}
