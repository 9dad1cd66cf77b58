import { beforeEach, expect, test } from 'vitest'
import { showTimesIn } from '../ui/time'
import { dayOf, deadlineOf, isUrgent, momentOf, partsLeft, runsOutAt, usual } from './deadlines'

const at = (text: string) => new Date(`${text}+08:00`).getTime()
const evening = at('2020-01-29T19:00:00')

beforeEach(() => showTimesIn('Asia/Shanghai'))

test('a day is chosen by its name or its date', () => {
  expect([dayOf('today', '', evening), dayOf('dayAfter', '', evening), dayOf('date', '2020-02-01', evening)]).toEqual([0, 2, 3])
})

test('a date that is over, too far away or missing is none', () => {
  expect(['2020-01-28', '2020-03-29', ''].map((date) => dayOf('date', date, evening))).toEqual([undefined, undefined, undefined])
  expect(dayOf('date', '2020-03-28', evening)).toBe(59)
})

test('only what is left of today can be chosen', () => {
  expect(partsLeft(0, evening)).toEqual(['evening'])
  expect(partsLeft(0, at('2020-01-29T20:00:00'))).toEqual([])
  expect(partsLeft(1, evening)).toEqual(['morning', 'noon', 'evening'])
})

test.each([
  ['tomorrow at noon', 1, 'noon', '2020-01-30T12:00:00'],
  ['tomorrow morning', 1, 'morning', '2020-01-30T08:00:00'],
  ['a part of today that is over becomes the next one', 0, 'morning', '2020-01-29T20:00:00'],
] as const)('%s', (_, day, part, expected) => expect(runsOutAt(day, part, evening)).toBe(new Date(at(expected)).toISOString()))

test('late in the evening, today means within the hour', () => {
  const late = at('2020-01-29T22:30:00')
  expect(runsOutAt(0, 'evening', late)).toBe(new Date(late + 3_600_000).toISOString())
})

test('what was read without signal grows urgent too, until it is met', () => {
  const need = { state: 'OPEN' as const, runsOutAt: new Date(evening + 25 * 3_600_000).toISOString() }
  expect([isUrgent(need, evening), isUrgent(need, evening + 2 * 3_600_000)]).toEqual([false, true])
  expect(isUrgent({ ...need, state: 'HANDED_OVER' }, evening + 2 * 3_600_000)).toBe(false)
})

test('what was chosen is chosen again when something is changed and sent anew', () => {
  const chosen = { day: 'dayAfter', date: '', part: 'morning' } as const
  expect(deadlineOf(momentOf(chosen, evening)!, evening)).toEqual(chosen)
})

test('a date, or what is over by now, is asked for anew', () => {
  const far = momentOf({ day: 'date', date: '2020-02-20', part: 'noon' }, evening)!
  expect(deadlineOf(far, evening)).toEqual({ ...usual, day: 'date' })
  expect(momentOf(deadlineOf(far, evening), evening)).toBeUndefined()
})
