/** A week of shifts as its leader looks at it: where people are missing, and which shifts stand in one line. */
import { saidHours } from '../days'
import type { Placed, Planned, Role } from './documents'
import { dayOf, hoursOf } from './hours'

const holding = ['JOINED', 'STOOD', 'MISSED']

export const hasPlace = ({ state }: Pick<Placed, 'state'>) => holding.includes(state)

/** Whether people can still be put on it. */
export const isOpen = ({ state, isOver }: Pick<Planned, 'state' | 'isOver'>) => state === 'PLANNED' && !isOver

export const missingIn = ({ needed, taken }: Pick<Role, 'needed' | 'taken'>) => Math.max(0, needed - taken)

/** How many places nobody has taken. */
export const missing = (shift: Planned) => (isOpen(shift) ? shift.roles.reduce((sum, role) => sum + missingIn(role), 0) : 0)

export const missingOf = (shifts: readonly Planned[]) => shifts.reduce((sum, shift) => sum + missing(shift), 0)

/** Shifts by the day on which they begin, as a date field writes it. */
export function byDay(shifts: readonly Planned[]): Map<string, Planned[]> {
  const days = new Map<string, Planned[]>()
  for (const shift of shifts) {
    const day = dayOf(shift.startsAt)
    days.set(day, [...(days.get(day) ?? []), shift])
  }
  return days
}

/** Who has a place, those of one role together. */
export const placedIn = (shift: Planned, role?: Pick<Role, 'id'>) => shift.signups.filter((one) => hasPlace(one) && (!role || one.role === role.id))

/** Whether there is nothing to say of it any more: called off, or over without anybody on it. */
export const isBare = (shift: Planned) => shift.state === 'CANCELLED' || (shift.isOver && !placedIn(shift).length)

/** Who waits for the leader's word. */
export const asking = (shift: Planned) => (isOpen(shift) ? shift.signups.filter(({ state }) => state === 'ASKED') : [])

export interface Line {
  key: string
  hours: string
  place: string
  kind: Planned['kind']
  /** What stands in it on each day. */
  days: Planned[][]
}

/** Shifts of the same work, place and hours stand in one line, day by day; the earliest hours first. */
export function linesOf(shifts: readonly Planned[], days: readonly string[]): Line[] {
  const lines = new Map<string, Line>()
  for (const shift of shifts) {
    const at = days.indexOf(dayOf(shift.startsAt))
    // What only reaches in from the night before the week stands in that week's table.
    if (at < 0) continue
    const key = [hoursOf(shift), shift.place, shift.kind].join()
    const line = lines.get(key) ?? { key, hours: saidHours(shift), place: shift.place, kind: shift.kind, days: days.map(() => []) }
    line.days[at]!.push(shift)
    lines.set(key, line)
  }
  return [...lines.values()].sort((one, other) => (one.key < other.key ? -1 : 1))
}

/** Who has come to a shift that has begun: called off now it ends, and their hours count. */
export const cameTo = (shift: Planned, now: number) => (new Date(shift.startsAt).getTime() < now ? shift.signups.filter((one) => hasPlace(one) && one.cameAt) : [])

/** Who is told what becomes of a shift: whoever has a place in it, waits for one, or asked for one. */
export const concerned = (shift: Planned) => shift.signups.filter(({ state }) => ['ASKED', 'WAITING', 'JOINED'].includes(state))
