/** Days and hours as the clock on the wall shows them where the grid is. */
import type { Time } from '../../ui/time'
import { after, hourOf } from '../../ui/wall-clock'
import { language } from '../../words/language.svelte'

export { after, dayOf, hourOf, minuteIn, momentOn } from '../../ui/wall-clock'

const minutesOfDay = 24 * 60

/** 08:00–20:00 */
export const hoursOf = ({ startsAt, endsAt }: { startsAt: Time; endsAt: Time }) => `${hourOf(startsAt)}–${hourOf(endsAt)}`

const said = (day: string, options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat(language.now === 'en' ? 'en-GB' : language.now, { ...options, timeZone: 'UTC' }).format(new Date(`${day}T12:00:00Z`))

/** 周一, Mon */
export const weekdayOf = (day: string) => said(day, { weekday: 'short' })

/** 11月23日, 23 November */
export const dateOf = (day: string) => said(day, { month: 'long', day: 'numeric' })

/** The Monday of the week in which a day lies. */
export const mondayOf = (day: string) => after(day, -((new Date(`${day}T12:00:00Z`).getUTCDay() + 6) % 7))

/** Seven days from one on. */
export const weekFrom = (day: string) => Array.from({ length: 7 }, (_, number) => after(day, number))

/** Minutes after midnight as a time field writes them. */
export const writtenMinute = (minute: number) => [Math.floor(minute / 60) % 24, minute % 60].map((part) => String(part).padStart(2, '0')).join(':')

/** How many minutes lie between two hours of the day; the second is of the next day where it is not later. */
export const lengthOf = (begins: number, ends: number) => ((ends - begins - 1 + minutesOfDay) % minutesOfDay) + 1

/** Minutes as hours with at most one decimal. */
export const inHours = (minutes: number) => Math.round(minutes / 6) / 10
