/** Times as people say them, in the grid's time zone. */
import { words } from '../words/ui'
import { language, type Language } from '../words/language.svelte'

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

/** One of four days that have a name, or a date as it is written. */
export type Day = 'yesterday' | 'today' | 'tomorrow' | 'dayAfter' | (string & {})
export type Time = string | number | Date

const locales: Record<Language, string> = { 'zh-Hans': 'zh-CN', 'zh-Hant': 'zh-TW', en: 'en-GB' }

let zone = 'Asia/Shanghai'
/** Times are shown where the grid is, not where the phone believes to be. */
export const showTimesIn = (timeZone: string) => (zone = timeZone)

const formats = new Map<string, Intl.DateTimeFormat>()
function format(name: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${name} ${language.now} ${zone}`
  const known = formats.get(key) ?? new Intl.DateTimeFormat(locales[language.now], { ...options, timeZone: zone })
  formats.set(key, known)
  return known
}

const milliseconds = (time: Time) => new Date(time).getTime()

/** Whole days since 1970 on the grid's calendar. */
export function dayNumber(time: number): number {
  const shown = new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(time)
  return Date.parse(`${shown}T00:00:00Z`) / day
}

/** Days from today to a day as it is written in a date field, 2020-02-04; undefined where it is no day. */
export function daysUntil(written: string, now = Date.now()): number | undefined {
  const then = Date.parse(`${written}T00:00:00Z`) / day
  return Number.isNaN(then) ? undefined : then - dayNumber(now)
}

/** The day so many days from today, as a date field writes it: 2020-02-04. */
export const dayAhead = (days: number, now = Date.now()) => new Date((dayNumber(now) + days) * day).toISOString().slice(0, 10)

/** The moment at which a clock where the grid is shows this hour, so many days from today. */
export function momentAt(days: number, atHour: number, now = Date.now()): number {
  const shown = (dayNumber(now) + days) * day + atHour * hour
  // A second time, for the night in which clocks are changed.
  return shown - ahead(shown - ahead(now))
}

/** The last second of a day as a date field writes it, by the clock where the grid is. */
export const endOf = (written: string) => new Date(momentAt(daysUntil(written)! + 1, 0) - 1000).toISOString()

/** What a clock where the grid is shows: 08:05. */
export const clockTime = (time: number) => new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(time)

/** How far the clocks where the grid is are ahead of UTC at a moment. */
function ahead(time: number): number {
  const parts = clockTime(time).split(':')
  return dayNumber(time) * day + Number(parts[0]) * hour + Number(parts[1]) * minute - Math.floor(time / minute) * minute
}

const names: Record<number, Day> = { '-1': 'yesterday', 0: 'today', 1: 'tomorrow', 2: 'dayAfter' }

/** 11月24日 / 24 November; with the year when it is not this one. */
export function date(time: Time, now = Date.now()): string {
  const sameYear = new Date(time).getUTCFullYear() === new Date(now).getUTCFullYear()
  return format(sameYear ? 'date' : 'year', { month: 'long', day: 'numeric', ...(!sameYear && { year: 'numeric' }) }).format(milliseconds(time))
}

/** 明早 8 点, 今天下午 3 点半, 11月24日晚上 7 点. */
export function saidTime(time: Time, now = Date.now()): string {
  const at = milliseconds(time)
  const parts = clockTime(at).split(':')
  const which = names[dayNumber(at) - dayNumber(now)] ?? date(at, now)
  return words.said(which, Number(parts[0]), Number(parts[1]))
}

/** 2026/11/22 08:05:00, for whoever needs it to the second. */
export const exactTime = (time: Time) => format('exact', { dateStyle: 'long', timeStyle: 'medium' }).format(milliseconds(time))

/** 刚刚, 3 分钟前, 2 小时前, 昨天晚上 7 点. */
export function age(time: Time, now = Date.now()): string {
  const past = now - milliseconds(time)
  if (past < minute) return words.justNow
  if (past < hour) return words.minutesAgo(Math.floor(past / minute))
  if (past < 12 * hour) return words.hoursAgo(Math.floor(past / hour))
  return dayNumber(now) - dayNumber(milliseconds(time)) < 2 ? saidTime(time, now) : date(time, now)
}

/** 还剩 40 分钟, 还剩 6 小时, 明早 8 点, 还剩 4 天; never more than is really left. */
export function timeLeft(time: Time, now = Date.now()): string {
  const left = milliseconds(time) - now
  if (left < 0) return words.overBy(span(-left))
  if (left < hour) return words.minutesLeft(Math.floor(left / minute))
  if (left < 12 * hour) return words.hoursLeft(Math.floor(left / hour))
  return dayNumber(milliseconds(time)) - dayNumber(now) <= 2 ? saidTime(time, now) : words.daysLeft(Math.floor(left / day))
}

function span(length: number): string {
  if (length < hour) return words.minutes(Math.max(1, Math.floor(length / minute)))
  return length < day ? words.hours(Math.floor(length / hour)) : words.days(Math.floor(length / day))
}
