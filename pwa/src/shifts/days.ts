/** Days and hours of shifts as people say them, by the clock where the grid is. */
import { clockTime, date, dayAhead, dayNumber } from '../ui/time'
import { words } from '../words/shifts'

interface Span {
  startsAt: string
  endsAt: string
}

const moment = (at: string) => new Date(at).getTime()

/** Days from today to the day of a moment. */
export const daysTo = (at: string, now: number) => dayNumber(moment(at)) - dayNumber(now)

/** 今天, 明天, 后天, 11月26日 周四. */
export function saidDay(at: string, now: number): string {
  const days = daysTo(at, now)
  const weekday = words.weekdays[new Date(dayAhead(days, now)).getUTCDay()]!
  return words.days[days] ?? words.onDay(date(at, now), weekday)
}

/** 08:00–20:00, and 20:00–次日 08:00 where it goes past midnight. */
export function saidHours({ startsAt, endsAt }: Span): string {
  const [begins, ends] = [moment(startsAt), moment(endsAt)]
  const isNextDay = dayNumber(ends) > dayNumber(begins)
  return words.span(clockTime(begins), isNextDay ? words.nextDay(clockTime(ends)) : clockTime(ends))
}

/** 明天 08:00–20:00. */
export const saidWhen = (span: Span, now: number) => words.when(saidDay(span.startsAt, now), saidHours(span))

/** 守卡口：河滨里北门，明天 08:00–20:00: what something about a shift is called while it waits to be sent. */
export const saidShift = (shift: Span & { kind: keyof typeof words.kinds; place: string }, now: number) =>
  words.called(words.of(words.kinds[shift.kind], shift.place), saidWhen(shift, now))

/** 7 小时 30 分钟. */
export const saidMinutes = (minutes: number) =>
  minutes < 60 ? words.minutes(minutes) : words.hoursMinutes(Math.floor(minutes / 60), minutes % 60)

/** What is listed by day, in the order in which it came. */
export function byDay<One>(all: readonly One[], startsAt: (one: One) => string, now: number): { day: number; said: string; of: One[] }[] {
  const days = new Map<number, One[]>()
  for (const one of all) {
    const day = daysTo(startsAt(one), now)
    days.set(day, [...(days.get(day) ?? []), one])
  }
  return [...days].map(([day, of]) => ({ day, said: saidDay(startsAt(of[0]!), now), of }))
}
