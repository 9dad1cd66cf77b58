/** Days and hours as date and time fields write them, by the clock on the wall where the grid is. */
import { clockTime, dayNumber, daysUntil, momentAt, type Time } from './time'

const millisecondsOfDay = 24 * 60 * 60_000

const written = (day: number) => new Date(day * millisecondsOfDay).toISOString().slice(0, 10)

/** 08:00 */
export const hourOf = (time: Time) => clockTime(new Date(time).getTime())

/** The day as a date field writes it: 2020-02-04. */
export const dayOf = (time: Time) => written(dayNumber(new Date(time).getTime()))

/** A day so many days after another. */
export const after = (day: string, days: number) => written(Date.parse(`${day}T00:00:00Z`) / millisecondsOfDay + days)

/** The moment at which a clock there shows so many minutes after the midnight with which a day begins. */
export const momentOn = (day: string, minute: number) => new Date(momentAt(daysUntil(day)!, minute / 60)).toISOString()

/** 08:30 as minutes after midnight; undefined where nothing is written. */
export function minuteIn(written: string): number | undefined {
  const [hour, minute] = written.split(':').map(Number)
  return written && !Number.isNaN(hour! + minute!) ? hour! * 60 + minute! : undefined
}
