/** Coming and going: by the code that the place shows, or by a tap where nobody is at a place. */
import { useDeeds } from '../../graph/doing.svelte'
import { go, here } from '../../shell/router.svelte'
import { words } from '../../words/shifts'
import { saidShift } from '../days'
import type { KnownShift } from './documents'
import { CheckIn, CheckOut } from './deeds/documents'
import { stepNow, type Stand, type Step } from './overlay'
import { shownAt } from './place-code'

/** Whoever opens the same code once more so soon has not gone. */
const soon = 10 * 60_000

export class Attendance {
  readonly #deeds = useDeeds()
  readonly #shift: () => KnownShift | undefined
  readonly #stand: () => Stand | undefined
  readonly #now: () => number
  /** The sheet in which a code is scanned or typed. */
  scanning = $state(false)
  /** The code that the phone's own camera saw after I had come: whether I go now is asked first. */
  leavingBy = $state('')
  /** The code was opened once more though there was nothing to do by it. */
  isSeenAgain = $state(false)

  constructor(shift: () => KnownShift | undefined, stand: () => Stand | undefined, now: () => number) {
    this.#shift = shift
    this.#stand = stand
    this.#now = now
    $effect(() => this.#useAddress())
  }

  /** What is to be done at the place now. */
  get step(): Step | undefined {
    const [shift, stand] = [this.#shift(), this.#stand()]
    return shift && stand && stepNow(shift, stand, this.#now())
  }

  /** Whether it is done by a tap, as at a desk at home. */
  get isByTap(): boolean {
    return this.#shift()?.kind === 'REMOTE_DESK'
  }

  /** The phone had no room to keep it. */
  get full(): boolean {
    return this.#deeds.full
  }

  /** The phone's own camera opened the address that the place shows. */
  #useAddress() {
    const code = here.query.get('code')
    const stand = this.#stand()
    if (!code || !stand || (stand.state !== 'JOINED' && stand.state !== 'STOOD')) return
    go(here.path, { replace: true })
    if (!stand.cameAt) void this.send('checkIn', code)
    else if (stand.wentAt || shownAt(code) - new Date(stand.cameAt).getTime() < soon) this.isSeenAgain = true
    else this.leavingBy = code
  }

  async send(step: Step, code = ''): Promise<void> {
    const shift = this.#shift()!
    const said = saidShift(shift, this.#now())
    // Sent when there is signal: when it was pressed counts, where no code says it.
    const variables = { shift: shift.id, code, at: new Date().toISOString() }
    const done = await (step === 'checkIn'
      ? this.#deeds.submit(CheckIn, shift.id, variables, { what: words.does.checkIn(said) })
      : this.#deeds.submit(CheckOut, shift.id, variables, { what: words.does.checkOut(said) }))
    if (!done) return
    this.scanning = this.isSeenAgain = false
    this.leavingBy = ''
  }
}
