/** One sender at a time on a phone, whatever number of tabs and service workers is awake. */
import { fact, transact, type Facts } from './database'
import { newKey } from './key'

const name = 'lianxin-sender'
/** Longer than one picture and one write may take; whoever holds it longer was frozen by the phone. */
const longest = 40_000

export async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  return globalThis.navigator?.locks ? byLock(work) : byLease(work)
}

async function byLock<T>(work: () => Promise<T>): Promise<T> {
  const abort = new AbortController()
  const timer = setTimeout(() => abort.abort(), longest)
  let started = false
  const start = () => {
    started = true
    clearTimeout(timer)
    return work()
  }
  try {
    return await navigator.locks.request(name, { signal: abort.signal }, start)
  } catch (error) {
    if (started || !abort.signal.aborted) throw error
    // Keys make a write sent twice count once, so stealing is safe, and waiting for a frozen tab is not.
    return await navigator.locks.request(name, { steal: true }, start)
  } finally {
    clearTimeout(timer)
  }
}

/** Without Web Locks (before Safari 15.4) a row in the database says who sends, and until when. */
async function byLease<T>(work: () => Promise<T>): Promise<T> {
  const holder = newKey()
  while (!(await lease(holder))) await new Promise((resolve) => setTimeout(resolve, 100))
  try {
    return await work()
  } finally {
    if ((await fact('sender'))?.holder === holder) {
      await transact(['facts'], 'readwrite', (store) => {
        store('facts').delete('sender')
      })
    }
  }
}

async function lease(holder: string): Promise<boolean> {
  let mine = false
  await transact(['facts'], 'readwrite', (store) => {
    const held = store('facts').get('sender') as IDBRequest<Facts['sender'] | undefined>
    held.onsuccess = () => {
      mine = !held.result || held.result.until < Date.now()
      if (mine) store('facts').put({ holder, until: Date.now() + longest }, 'sender')
    }
  })
  return mine
}
