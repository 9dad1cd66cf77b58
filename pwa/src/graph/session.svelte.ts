/** What every page may need to know about this phone: who uses it, and whether there is signal. */
import { tidy } from './answers'
import { fact } from './database'
import type { Hints } from './hints'
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
  void listen()
}

let hints: Promise<Hints> | undefined

/** Whoever is signed in hears what changed; nobody needs that for the first page. */
async function listen() {
  const wanted = () => !!person && !signedOut
  if (wanted()) hints ??= import('./hints').then(({ startHints }) => startHints(wanted))
  // Without signal it may not come; it is asked for again when there is some.
  await hints?.then(({ check }) => check(), () => (hints = undefined))
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
  void listen()
  hear((news) => news.about === 'session' && void read().then(listen))
  startSending()
  void tidy().catch(() => undefined)
}
