/** How a shift repeats, as a form asks for it and as the server reads it (RFC 5545). */
import { daysUntil } from '../../ui/time'

export type Every = 'never' | 'day' | 'week' | 'days'

export interface Repeats {
  every: Every
  /** Every so many days, for `days`. */
  days: number
  /** The last day, as a date field writes it. */
  until: string
}

const step = ({ every, days }: Repeats) => (every === 'week' ? 7 : every === 'days' ? days : 1)

/** FREQ=DAILY;INTERVAL=2;UNTIL=20200301T235959, or nothing for a single shift. */
export function ruleOf(repeats: Repeats): string {
  if (repeats.every === 'never') return ''
  const rhythm = repeats.every === 'week' ? 'FREQ=WEEKLY' : repeats.every === 'days' ? `FREQ=DAILY;INTERVAL=${repeats.days}` : 'FREQ=DAILY'
  return `${rhythm};UNTIL=${repeats.until.replaceAll('-', '')}T235959`
}

/** How many shifts it makes; none where the last day lies before the first. */
export function countOf(repeats: Repeats, first: string): number {
  if (repeats.every === 'never') return 1
  const [from, to] = [daysUntil(first), daysUntil(repeats.until)]
  return from === undefined || to === undefined || to < from ? 0 : Math.floor((to - from) / step(repeats)) + 1
}
