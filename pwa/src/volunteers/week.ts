/** The hours of a week, as a form asks for them and as a sentence tells them. */
import { words } from '../words/volunteers'
import type { OfferInput } from './documents'

/** One part of one day: weekday 1 (Monday) to 7, part 0 (morning) to 2 (evening). */
export type Slot = `${number}-${number}`
export type Preset = 'always' | 'evenings' | 'weekends' | 'chosen'

interface Stretch {
  weekday: number
  from: string
  to: string
}

const parts = [
  { from: '08:00', to: '12:00' },
  { from: '12:00', to: '18:00' },
  { from: '18:00', to: '22:00' },
]
const days = [1, 2, 3, 4, 5, 6, 7]

export const slot = (weekday: number, part: number): Slot => `${weekday}-${part}`

const allOf = (weekdays: number[], which: number[]) => weekdays.flatMap((weekday) => which.map((part) => slot(weekday, part)))

export const presets: Record<Exclude<Preset, 'chosen'>, Slot[]> = {
  always: allOf(days, [0, 1, 2]),
  evenings: allOf(days.slice(0, 5), [2]),
  weekends: allOf(days.slice(5), [0, 1, 2]),
}

/** Which of the ready-made weeks these parts are. */
export function presetOf(slots: Slot[]): Preset {
  const chosen = [...slots].sort().join()
  const names = Object.keys(presets) as (keyof typeof presets)[]
  return names.find((name) => [...presets[name]].sort().join() === chosen) ?? 'chosen'
}

export function hoursOf(slots: Slot[]): OfferInput['hours'] {
  return days.flatMap((weekday) => parts.flatMap((part, index) => (slots.includes(slot(weekday, index)) ? [{ weekday, ...part }] : [])))
}

/** The parts of days that these hours touch; hours that another program gave may lie across them. */
export function slotsOf(hours: readonly Stretch[]): Slot[] {
  return days.flatMap((weekday) =>
    parts.flatMap((part, index) =>
      hours.some((one) => one.weekday === weekday && one.from.slice(0, 5) < part.to && endOf(one) > part.from) ? [slot(weekday, index)] : [],
    ),
  )
}

/** Midnight ends a day and begins none. */
const endOf = ({ to }: Stretch) => (to.startsWith('00:00') ? '24:00' : to.slice(0, 5))

/** One line for days that have the same hours: 周一 周三 08:00–12:00. */
export function said(hours: readonly Stretch[]): string[] {
  const byTimes = new Map<string, number[]>()
  for (const weekday of days) {
    const times = joined(hours.filter((one) => one.weekday === weekday)).join(' ')
    if (times) byTimes.set(times, [...(byTimes.get(times) ?? []), weekday])
  }
  return [...byTimes].map(([times, weekdays]) => `${saidDays(weekdays)} ${times}`)
}

/** Stretches that touch are told as one. */
function joined(hours: readonly Stretch[]): string[] {
  const found: { from: string; to: string }[] = []
  for (const one of hours) {
    const last = found[found.length - 1]
    const from = one.from.slice(0, 5)
    if (last?.to === from) last.to = endOf(one)
    else found.push({ from, to: endOf(one) })
  }
  return found.map(({ from, to }) => words.span(from, to))
}

const saidDays = (weekdays: number[]) =>
  weekdays.length === days.length ? words.everyDay : weekdays.map((weekday) => words.weekdays[weekday - 1]).join(' ')
