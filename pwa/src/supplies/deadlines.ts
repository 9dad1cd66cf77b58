/** When something runs out, from the day that a person chose. */
import { daysUntil, momentAt } from '../ui/time'
import type { NeedState } from './documents'

export type DayChoice = 'today' | 'tomorrow' | 'dayAfter' | 'date'
export type PartOfDay = 'morning' | 'noon' | 'evening'

const hour = 3_600_000
export const urgentBelow = 24 * hour
/** The server takes at most 60 days; a day less is right in every time zone. */
const furthest = 59

/** The hour at which a part of the day is over for whoever waits. */
const hours: Record<PartOfDay, number> = { morning: 8, noon: 12, evening: 20 }
const days: Record<Exclude<DayChoice, 'date'>, number> = { today: 0, tomorrow: 1, dayAfter: 2 }

/** Days from today; undefined while no date, or none that can be meant, was chosen. */
export function dayOf(choice: DayChoice, date: string, now = Date.now()): number | undefined {
  if (choice !== 'date') return days[choice]
  const chosen = daysUntil(date, now)
  return chosen !== undefined && chosen >= 0 && chosen <= furthest ? chosen : undefined
}

/** The parts of a day that are not over yet. */
export function partsLeft(day: number, now = Date.now()): PartOfDay[] {
  return (Object.keys(hours) as PartOfDay[]).filter((part) => momentAt(day, hours[part], now) > now)
}

/** The moment itself. Late in the evening "today" leaves no part of the day to choose: then it is as urgent as can be. */
export function runsOutAt(day: number, part: PartOfDay, now = Date.now()): string {
  const left = partsLeft(day, now)
  const chosen = left.includes(part) ? part : left[0]
  return new Date(chosen ? momentAt(day, hours[chosen], now) : now + hour).toISOString()
}

export interface Deadline {
  day: DayChoice
  date: string
  part: PartOfDay
}

export const usual: Deadline = { day: 'tomorrow', date: '', part: 'noon' }

/** The moment that was chosen; undefined while there is none. */
export function momentOf({ day, date, part }: Deadline, now = Date.now()): string | undefined {
  const chosen = dayOf(day, date, now)
  return chosen === undefined ? undefined : runsOutAt(chosen, part, now)
}

/** How a moment was chosen; one that can no longer be, or lies further away, is to be chosen again. */
export function deadlineOf(at: string, now = Date.now()): Deadline {
  const names = Object.keys(days) as (keyof typeof days)[]
  for (const day of names) {
    const part = partsLeft(days[day], now).find((one) => momentAt(days[day], hours[one], now) === new Date(at).getTime())
    if (part) return { day, date: '', part }
  }
  return { ...usual, day: 'date' }
}

const unmet: readonly NeedState[] = ['OPEN', 'PROMISED']

export const isUnmet = ({ state }: { state: NeedState }) => unmet.includes(state)

/** By the clock of the moment: what was read without signal grows urgent too. */
export const isUrgent = (need: { state: NeedState; runsOutAt: string }, now: number) =>
  isUnmet(need) && new Date(need.runsOutAt).getTime() - now < urgentBelow
