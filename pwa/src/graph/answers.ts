/** Answers of queries kept on the phone, by person, operation and variables, so that what was read can be read without signal. */
import { fact, transact } from './database'
import { tell } from './news'
import { nameOf } from './operation'
import { merge, things } from './things'

export interface Kept<Result = unknown> {
  data: Result
  /** When the server said so. */
  at: number
}

const most = 300
const oldest = 30 * 86_400_000

export async function keptUnder(text: string, variables: object): Promise<string> {
  return JSON.stringify([await fact('person').catch(() => undefined), nameOf(text), hash(text), variables])
}

/** Another version of Lianxin may ask the same operation for other fields: its answer must not be shown for this one. */
function hash(text: string): number {
  let sum = 0
  for (let i = 0; i < text.length; i++) sum = (Math.imul(sum, 31) + text.charCodeAt(i)) | 0
  return sum
}

export const kept = (name: string) =>
  transact<Kept | undefined>(['answers'], 'readonly', (store) => store('answers').get(name)).catch(() => undefined)

/** Keeping is a convenience: a full phone loses the oldest answers, never a write that waits. */
export async function keepAnswer(name: string, answer: Kept): Promise<void> {
  const put = () => transact(['answers'], 'readwrite', (store) => store('answers').put(answer, name))
  await put().catch(() => dropOldest(0.5).then(put)).catch(() => undefined)
}

/** Takes in what a mutation answered: shows it everywhere at once, and asks again for what it may have changed besides. */
export async function learn(answer: unknown, types: string[]): Promise<void> {
  const newer = things(answer)
  tell({ about: 'entities', entities: [...newer] })
  await mergeKept(newer).catch(() => undefined)
  tell({ about: 'stale', types })
}

const mergeKept = (newer: Map<string, object>) =>
  eachAnswer((cursor, { data, at }) => {
    const merged = merge(data, newer)
    if (merged !== data) cursor.update({ data: merged, at })
  })

/** Throws away what is older than a month or more than fits. */
export async function tidy(): Promise<void> {
  await eachAnswer((cursor, { at }) => at < Date.now() - oldest && cursor.delete())
  const count = await transact<number>(['answers'], 'readonly', (store) => store('answers').count())
  if (count > most) await dropOldest(1 - most / count)
}

export async function dropOldest(share: number): Promise<void> {
  const times: number[] = []
  await eachAnswer((_, { at }) => times.push(at))
  const limit = times.sort((a, b) => a - b)[Math.ceil(times.length * share) - 1]
  if (limit !== undefined) await eachAnswer((cursor, { at }) => at <= limit && cursor.delete())
}

async function eachAnswer(work: (cursor: IDBCursorWithValue, kept: Kept) => unknown): Promise<void> {
  await transact(['answers'], 'readwrite', (store) => {
    const request = store('answers').openCursor()
    request.onsuccess = () => {
      if (!request.result) return
      work(request.result, request.result.value as Kept)
      request.result.continue()
    }
  })
}
