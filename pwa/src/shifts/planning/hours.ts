/** Days and hours as the clock on the wall shows them where the grid is. */
import { clockTime, dayNumber, daysUntil, momentAt, type Time } from '../../ui/time'
import { language } from '../../words/language.svelte'

const minutesOfDay = 24 * 60
const millisecondsOfDay = minutesOfDay * 60_000

const written = (day: number) => new Date(day * millisecondsOfDay).toISOString().slice(0, 10)

/** 08:00 */
export const hourOf = (time: Time) => clockTime(new Date(time).getTime())

/** The day as a date field writes it: 2020-02-04. */
export const dayOf = (time: Time) => written(dayNumber(new Date(time).getTime()))

/** 08:00–20:00 */
export const hoursOf = ({ startsAt, endsAt }: { startsAt: Time; endsAt: Time }) => `${hourOf(startsAt)}–${hourOf(endsAt)}`

const said = (day: string, options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat(language.now === 'en' ? 'en-GB' : language.now, { ...options, timeZone: 'UTC' }).format(new Date(`${day}T12:00:00Z`))

/** 周一, Mon */
export const weekdayOf = (day: string) => said(day, { weekday: 'short' })

/** 11月23日, 23 November */
export const dateOf = (day: string) => said(day, { month: 'long', day: 'numeric' })

/** A day so many days after another. */
export const after = (day: string, days: number) => written(Date.parse(`${day}T00:00:00Z`) / millisecondsOfDay + days)

/** The Monday of the week in which a day lies. */
export const mondayOf = (day: string) => after(day, -((new Date(`${day}T12:00:00Z`).getUTCDay() + 6) % 7))

/** Seven days from one on. */
export const weekFrom = (day: string) => Array.from({ length: 7 }, (_, number) => after(day, number))

/** The moment at which a clock there shows so many minutes after the midnight with which a day begins. */
export const momentOn = (day: string, minute: number) => new Date(momentAt(daysUntil(day)!, minute / 60)).toISOString()

/** 08:30 as minutes after midnight; undefined where nothing is written. */
export function minuteIn(written: string): number | undefined {
  const [hour, minute] = written.split(':').map(Number)
  return written && !Number.isNaN(hour! + minute!) ? hour! * 60 + minute! : undefined
}

/** Minutes after midnight as a time field writes them. */
export const writtenMinute = (minute: number) => [Math.floor(minute / 60) % 24, minute % 60].map((part) => String(part).padStart(2, '0')).join(':')

/** How many minutes lie between two hours of the day; the second is of the next day where it is not later. */
export const lengthOf = (begins: number, ends: number) => ((ends - begins - 1 + minutesOfDay) % minutesOfDay) + 1

/** Minutes as hours with at most one decimal. */
export const inHours = (minutes: number) => Math.round(minutes / 6) / 10
