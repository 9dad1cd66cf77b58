/** What every page may need to know about this phone: who uses it, and whether there is signal. */
import { tidy } from './answers'
import { fact } from './database'
import { startHints } from './hints'
import { askAgain } from './live'
import { hear } from './news'
import { payOwedSignOut } from './person'
import { startSending } from './sending.svelte'

let person = $state<string>()
let signedOut = $state(false)
let online = $state(navigator.onLine)
let offlineSince = $state<number>()

export const session = {
  /** Id of the person whose phone this is; also while their session is over. */
  get person() {
    return person
  },
  /** The session ran out: signing in again comes first. */
  get over() {
    return signedOut
  },
  get online() {
    return online
  },
  get offlineSince() {
    return offlineSince
  },
}

async function read() {
  ;[person, signedOut] = [await fact('person').catch(() => undefined), !!(await fact('signedOut').catch(() => undefined))]
}

function hearConnection() {
  online = navigator.onLine
  offlineSince = online ? undefined : (offlineSince ?? Date.now())
  if (online) void comeBack()
}

async function comeBack() {
  await payOwedSignOut().catch(() => undefined)
  askAgain()
}

/** Starts what keeps this phone up to date; called once, before the first page. */
export async function startSession(): Promise<void> {
  hearConnection()
  addEventListener('online', hearConnection)
  addEventListener('offline', hearConnection)
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') void read().then(() => askAgain())
  })
  await read()
  const hints = startHints(() => !!person && !signedOut)
  hear((news) => news.about === 'session' && void read().then(hints.check))
  startSending()
  void tidy().catch(() => undefined)
}
