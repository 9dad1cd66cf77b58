import { expect, test } from 'vitest'
import { datesOf, fresh, ruleOf, type Repeats } from './repeats'

/** A Saturday. */
const first = '2020-02-01'
const every = (what: Partial<Repeats>): Repeats => ({ ...fresh(first), ...what })

test('a single shift has no rule and one day', () => {
  expect([ruleOf(fresh(first), first), datesOf(fresh(first), first)]).toEqual(['', [first]])
})

test('each day and every few days go until a day, which counts', () => {
  const until = '2020-02-10'
  expect(datesOf(every({ every: 'day', until }), first)).toHaveLength(10)
  expect(datesOf(every({ every: 'days', days: 3, until }), first)).toEqual(['2020-02-01', '2020-02-04', '2020-02-07', '2020-02-10'])
  expect(ruleOf(every({ every: 'days', days: 3, until }), first)).toBe('FREQ=DAILY;INTERVAL=3;UNTIL=20200210T235959')
  expect([datesOf(every({ every: 'day', until }), '2020-02-11'), datesOf(every({ every: 'day', until: '' }), first), datesOf(every({ every: 'day' }), '')]).toEqual([[], [], []])
})

test('each week it comes on the day of the first, or on the days chosen from the first on', () => {
  const weekly = every({ every: 'week', until: '2020-02-12' })
  expect([ruleOf(weekly, first), datesOf(weekly, first)]).toEqual(['FREQ=WEEKLY;BYDAY=SA;UNTIL=20200212T235959', ['2020-02-01', '2020-02-08']])
  const workdays = { ...weekly, on: ['FR', 'MO', 'TU'] as Repeats['on'] }
  expect(ruleOf(workdays, first)).toBe('FREQ=WEEKLY;BYDAY=MO,TU,FR;UNTIL=20200212T235959')
  expect(datesOf(workdays, first)).toEqual(['2020-02-03', '2020-02-04', '2020-02-07', '2020-02-10', '2020-02-11'])
})

test('every other week counts from the week of the first day; so many times are counted as they come', () => {
  const rule = every({ every: 'week', weeks: 2, on: ['MO', 'SU'], ends: 'times', times: 4 })
  expect(ruleOf(rule, first)).toBe('FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,SU;COUNT=4')
  expect(datesOf(rule, first)).toEqual(['2020-02-02', '2020-02-10', '2020-02-16', '2020-02-24'])
})

test('a rule ends after a year, as the server cuts it', () => {
  expect(datesOf(every({ every: 'day', until: '2030-01-01' }), first)).toHaveLength(367)
  expect(datesOf(every({ every: 'week', ends: 'times', times: 200 }), first).slice(-1)).toEqual(['2021-01-30'])
})
