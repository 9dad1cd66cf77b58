/** How a shift repeats, as a form asks for it and as the server reads it (RFC 5545). */
import { daysUntil } from '../../ui/time'
import { after, mondayOf } from './hours'

export type Every = 'never' | 'day' | 'week' | 'days'

/** As RFC 5545 names them, from Monday on. */
export const weekdays = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const
export type Weekday = (typeof weekdays)[number]

export interface Repeats {
  every: Every
  /** Every so many days, for `days`. */
  days: number
  /** Every so many weeks, for `week`. */
  weeks: number
  /** On which days of the week, for `week`; on that of the first day where none is chosen. */
  on: Weekday[]
  /** Whether it ends by a day, or after so many times. */
  ends: 'until' | 'times'
  /** The last day, as a date field writes it. */
  until: string
  times: number
}

/** The server cuts a rule here. */
const furthest = 366
const most = 400

export const fresh = (first: string): Repeats => ({ every: 'never', days: 2, weeks: 1, on: [], ends: 'until', until: after(first, 28), times: 10 })

export const weekdayIn = (day: string): Weekday => weekdays[daysBetween(mondayOf(day), day)]!

/** The days of the week on which it comes. */
export const chosenDays = ({ on }: Pick<Repeats, 'on'>, first: string) => (on.length ? weekdays.filter((one) => on.includes(one)) : [weekdayIn(first)])

const daysBetween = (from: string, to: string) => Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000)

/** FREQ=WEEKLY;BYDAY=MO,TU;UNTIL=20200301T235959, or nothing for a single shift. */
export function ruleOf(repeats: Repeats, first: string): string {
  if (repeats.every === 'never') return ''
  return [...rhythmOf(repeats, first), repeats.ends === 'times' ? `COUNT=${repeats.times}` : `UNTIL=${repeats.until.replaceAll('-', '')}T235959`].join(';')
}

function rhythmOf(repeats: Repeats, first: string): string[] {
  if (repeats.every === 'day') return ['FREQ=DAILY']
  if (repeats.every === 'days') return ['FREQ=DAILY', `INTERVAL=${repeats.days}`]
  return ['FREQ=WEEKLY', ...(repeats.weeks > 1 ? [`INTERVAL=${repeats.weeks}`] : []), `BYDAY=${chosenDays(repeats, first).join()}`]
}

/** The days on which it comes, as the server will reckon them; none where the last day lies before the first. */
export function datesOf(repeats: Repeats, first: string): string[] {
  if (daysUntil(first) === undefined) return []
  if (repeats.every === 'never') return [first]
  if (repeats.ends === 'until' && daysUntil(repeats.until) === undefined) return []
  const fits = fitting(repeats, first)
  const [last, number] = repeats.ends === 'until' ? [repeats.until, most] : ['9999', Math.min(repeats.times, most)]
  const dates: string[] = []
  for (let ahead = 0; ahead <= furthest && dates.length < number; ahead++) {
    const day = after(first, ahead)
    if (day > last) break
    if (fits(day, ahead)) dates.push(day)
  }
  return dates
}

function fitting(repeats: Repeats, first: string): (day: string, ahead: number) => boolean {
  if (repeats.every === 'day') return () => true
  if (repeats.every === 'days') return (_, ahead) => ahead % repeats.days === 0
  const [monday, on] = [mondayOf(first), chosenDays(repeats, first)]
  return (day) => on.includes(weekdayIn(day)) && (daysBetween(monday, mondayOf(day)) / 7) % repeats.weeks === 0
}
