/** Lianxin's one database on the phone: kept answers, writes that wait, and a few facts about who uses it. */

const version = 1
export type Store = 'answers' | 'outbox' | 'facts'

let opening: Promise<IDBDatabase> | undefined

function open(): Promise<IDBDatabase> {
  return (opening ??= new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open('lianxin', version)
    request.onupgradeneeded = () => {
      request.result.createObjectStore('answers')
      request.result.createObjectStore('outbox', { keyPath: 'order', autoIncrement: true }).createIndex('key', 'key', { unique: true })
      request.result.createObjectStore('facts')
    }
    request.onsuccess = () => {
      // Another tab with a newer version must not have to wait for this one to be closed.
      request.result.onversionchange = () => request.result.close()
      request.result.onclose = () => (opening = undefined)
      resolve(request.result)
    }
    request.onerror = () => reject(request.error)
  }).catch((error) => {
    opening = undefined
    throw error
  }))
}

/** Runs `work` in one transaction and gives the result of the request it returns, once all of it is on the disk. */
export async function transact<T>(
  stores: Store[],
  mode: IDBTransactionMode,
  work: (store: (name: Store) => IDBObjectStore) => IDBRequest<T> | void,
): Promise<T> {
  const transaction = (await open()).transaction(stores, mode, { durability: mode === 'readwrite' ? 'strict' : 'default' })
  const request = work((name) => transaction.objectStore(name))
  await new Promise<void>((resolve, reject) => {
    transaction.oncomplete = () => resolve()
    transaction.onerror = transaction.onabort = () => reject(transaction.error)
  })
  return request?.result as T
}

/** Single values that the page and the service worker both need. */
export interface Facts {
  /** Whose phone this is now. */
  person: string
  /** The server no longer knows the session: writes wait for signing in again. */
  signedOut: boolean
  language: string
  /** Signed out without signal: the server still has to be told. */
  owedSignOut: string
  /** What somebody has begun to write and not sent. */
  draft: object
  /** Ids of notices that were shown and read on this phone. */
  notices: { shown: string[]; read: string[] }
  /** Who sends at the moment, where the browser has no Web Locks. */
  sender: { holder: string; until: number }
}

export const fact = <Name extends keyof Facts>(name: Name) =>
  transact<Facts[Name] | undefined>(['facts'], 'readonly', (store) => store('facts').get(name))

export const remember = async <Name extends keyof Facts>(name: Name, value: Facts[Name] | undefined) => {
  await transact(['facts'], 'readwrite', (store) => {
    value === undefined ? store('facts').delete(name) : store('facts').put(value, name)
  })
}
