/** When something runs out, from the day that a person chose. */
import { daysUntil, momentAt } from '../ui/time'
import type { NeedState } from './documents'

export type DayChoice = 'today' | 'tomorrow' | 'dayAfter' | 'date'
export type PartOfDay = 'morning' | 'noon' | 'evening'

const hour = 3_600_000
export const urgentBelow = 24 * hour
/** The server takes at most 60 days; a day less is right in every time zone. */
export const furthest = 59

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

const unmet: readonly NeedState[] = ['OPEN', 'PROMISED']

export const isUnmet = ({ state }: { state: NeedState }) => unmet.includes(state)

/** By the clock of the moment: what was read without signal grows urgent too. */
export const isUrgent = (need: { state: NeedState; runsOutAt: string }, now: number) =>
  isUnmet(need) && new Date(need.runsOutAt).getTime() - now < urgentBelow
