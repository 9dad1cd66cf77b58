/** How somebody stands to a shift once what waits on this phone is sent, laid over what the server said. */
import type { Duty, KnownShift, Place, Role } from './documents'

export type Deed = 'join' | 'leave' | 'offer' | 'keep' | 'take' | 'confirm' | 'checkIn' | 'checkOut' | 'report' | 'confirmBefore'

/** Something that was done on this phone and waits to be sent. */
export interface Done {
  deed: Deed
  /** When, in milliseconds. */
  at: number
  variables: Record<string, unknown>
}

export interface Stand {
  state: Place['state'] | 'NONE'
  isAskedAgain: boolean
  isOffered: boolean
  cameAt: string | null
  wentAt: string | null
}

type Judged = Pick<KnownShift, 'byApproval' | 'mine' | 'roles'>

const nothing: Stand = { state: 'NONE', isAskedAgain: false, isOffered: false, cameAt: null, wentAt: null }

const told = (mine: Place | null): Stand =>
  mine ? { state: mine.state, isAskedAgain: !!mine.askedAgainAt, isOffered: !!mine.offeredAt, cameAt: mine.cameAt, wentAt: mine.wentAt } : nothing

/** How I shall stand to it. */
export const standOf = (shift: Judged, waiting: Done[]): Stand => waiting.reduce((stand, done) => after(stand, done, shift), told(shift.mine))

function after(stand: Stand, { deed, at, variables }: Done, shift: Judged): Stand {
  const then = new Date(at).toISOString()
  switch (deed) {
    // The server has it already where only its answer was lost.
    case 'join':
      return isOn(stand) ? stand : { ...nothing, state: wouldBe(shift, variables.role) }
    case 'take':
      return hasPlace(stand) ? stand : { ...nothing, state: shift.byApproval ? 'ASKED' : 'JOINED' }
    case 'leave':
      return { ...nothing, state: 'LEFT' }
    case 'offer':
      return { ...stand, isOffered: true }
    case 'keep':
      return { ...stand, isOffered: false }
    case 'confirm':
      return { ...stand, isAskedAgain: false }
    case 'checkIn':
      return { ...stand, cameAt: stand.cameAt ?? then, isOffered: false, isAskedAgain: false }
    case 'checkOut':
      return { ...stand, wentAt: stand.wentAt ?? then, state: 'STOOD' }
    default:
      return stand
  }
}

function wouldBe({ byApproval, roles }: Judged, role: unknown): Place['state'] {
  const wanted = roles.find(({ id }) => id === role)
  if (wanted && isFull(wanted)) return 'WAITING'
  return byApproval ? 'ASKED' : 'JOINED'
}

/** The roles that I can take now, or wait for. */
export const openTo = ({ roles, state }: Pick<KnownShift, 'roles' | 'state'>): Role[] =>
  state === 'PLANNED' ? roles.filter(({ whyNot }) => !whyNot || whyNot.__typename === 'ShiftFull') : []

export const isFull = ({ needed, taken }: Pick<Role, 'needed' | 'taken'>) => taken >= needed

/** How many hands a shift still lacks. */
export const missing = ({ roles }: Pick<KnownShift, 'roles'>) => roles.reduce((sum, { needed, taken }) => sum + Math.max(0, needed - taken), 0)

const on: readonly Stand['state'][] = ['ASKED', 'WAITING', 'JOINED', 'STOOD']

/** Whether I have a place in it or wait for one. */
export const isOn = ({ state }: Stand) => on.includes(state)

export const isOver = ({ endsAt }: Pick<KnownShift, 'endsAt'>, now: number) => new Date(endsAt).getTime() <= now

const leaving: readonly Stand['state'][] = ['ASKED', 'WAITING', 'JOINED']

/** Whether I may still get out of it, or give it to somebody else. */
export const mayLeave = (shift: Pick<KnownShift, 'endsAt' | 'state'>, { state }: Stand, now: number) =>
  shift.state === 'PLANNED' && !isOver(shift, now) && leaving.includes(state)

/** Whether it was moved, and my answer is awaited. */
export const isAwaited = (shift: Pick<KnownShift, 'endsAt' | 'state'>, stand: Stand, now: number) => stand.isAskedAgain && mayLeave(shift, stand, now)

/** Whether somebody offers a place that I may take; of one role, where one is named. */
export const mayTake = ({ signups }: Pick<KnownShift, 'signups'>, role?: string): boolean => !!signups?.some((one) => one.mayTake && (!role || one.role === role))

/** The first of my duties that I really have and that is not over. */
export const nextOf = (duties: readonly Duty[], standing: (duty: Duty) => Stand, now: number): Duty | undefined =>
  duties.find((duty) => duty.shift.state === 'PLANNED' && !isOver(duty.shift, now) && standing(duty).state === 'JOINED')

/** Whether I stand it or stood it: nobody has two places in one. */
export const hasPlace = ({ state }: Stand) => state === 'JOINED' || state === 'STOOD'

/** Whether I had to do with it and no longer have. */
export const hasLeft = ({ state }: Stand): boolean => state === 'LEFT' || state === 'DECLINED' || state === 'HANDED_OVER'

/** From so long before the start one can check in. */
const early = 60 * 60_000

export type Step = 'checkIn' | 'checkOut'

/** What is to be done at the place now. */
export function stepNow({ startsAt, endsAt, state }: Pick<KnownShift, 'startsAt' | 'endsAt' | 'state'>, stand: Stand, now: number): Step | undefined {
  if (state === 'CANCELLED') return undefined
  if (stand.state === 'JOINED' && stand.cameAt && !stand.wentAt) return 'checkOut'
  const isOpen = now >= new Date(startsAt).getTime() - early && now <= new Date(endsAt).getTime()
  return stand.state === 'JOINED' && !stand.cameAt && isOpen ? 'checkIn' : undefined
}
