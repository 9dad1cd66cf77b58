import { expect, test } from 'vitest'
import { toApprove } from './counted'
import type { Planned } from './documents'
import { dateOf, dayOf, hoursOf, inHours, lengthOf, minuteIn, mondayOf, momentOn, weekdayOf, weekFrom, writtenMinute } from './hours'
import { spanOf } from './spans'
import { place, planned, role } from './testing/duty'
import { asking, byDay, concerned, linesOf, missing, missingOf } from './week'

const shift = (what: object = {}) => planned(what) as unknown as Planned

test('days and hours are those of the clock where the grid is', () => {
  expect([dayOf('2020-01-29T15:59:00Z'), dayOf('2020-01-29T16:00:00Z')]).toEqual(['2020-01-29', '2020-01-30'])
  expect(hoursOf(shift())).toBe('20:00–08:00')
  expect([weekdayOf('2020-01-29'), dateOf('2020-01-29')]).toEqual(['周三', '1月29日'])
  expect([mondayOf('2020-02-02'), mondayOf('2020-01-27')]).toEqual(['2020-01-27', '2020-01-27'])
  expect(weekFrom('2020-02-27')).toEqual(['2020-02-27', '2020-02-28', '2020-02-29', '2020-03-01', '2020-03-02', '2020-03-03', '2020-03-04'])
  expect(momentOn('2020-01-30', 8 * 60)).toBe('2020-01-30T00:00:00.000Z')
})

test('an hour that is written is a minute of the day', () => {
  expect([minuteIn('08:30'), minuteIn('00:00'), minuteIn('')]).toEqual([510, 0, undefined])
  expect([writtenMinute(510), writtenMinute(1440)]).toEqual(['08:30', '00:00'])
  expect([lengthOf(480, 1200), lengthOf(1200, 480), lengthOf(480, 480)]).toEqual([720, 720, 1440])
  expect([inHours(720), inHours(630), inHours(50)]).toEqual([12, 10.5, 0.8])
})

test('places are missing only where somebody can still come', () => {
  const both = shift({ roles: [role(), role({ id: 'r2', needed: 3, taken: 0 })] })
  expect([missing(both), missing(shift({ state: 'CANCELLED' })), missing(shift({ isOver: true }))]).toEqual([4, 0, 0])
  expect(missingOf([both, shift()])).toBe(5)
})

test('shifts of the same work, place and hours stand in one line, the earliest first', () => {
  const next = shift({ id: 's2', startsAt: '2020-01-30T12:00:00Z', endsAt: '2020-01-31T00:00:00Z' })
  const desk = shift({ id: 's3', kind: 'DESK', startsAt: '2020-01-29T01:00:00Z', endsAt: '2020-01-29T09:00:00Z' })
  const before = shift({ id: 's0', startsAt: '2020-01-26T11:00:00Z', endsAt: '2020-01-26T16:00:00Z' })
  const lines = linesOf([before, shift(), next, desk], weekFrom('2020-01-27'))
  expect(lines.map(({ hours, days }) => [hours, ...days.map((day) => day.map(({ id }) => id).join())])).toEqual([
    ['09:00–17:00', '', '', 's3', '', '', '', ''],
    ['20:00–次日 08:00', '', '', 's1', 's2', '', '', ''],
  ])
  expect([...byDay([shift(), next])].map(([day, all]) => [day, all.length])).toEqual([['2020-01-29', 1], ['2020-01-30', 1]])
})

test('who asks for a place and who is told of a change', () => {
  const signups = ['ASKED', 'WAITING', 'JOINED', 'LEFT', 'DECLINED'].map((state) => place({ id: state, state }))
  const full = shift({ signups })
  expect(asking(full).map(({ id }) => id)).toEqual(['ASKED'])
  expect(concerned(full).map(({ id }) => id)).toEqual(['ASKED', 'WAITING', 'JOINED'])
  expect(asking(shift({ signups, isOver: true }))).toEqual([])
})

test('hours wait for approval once somebody went, or the shift is over, and only once', () => {
  const went = place({ id: 'went', state: 'STOOD', wentAt: '2020-01-29T13:00:00Z', minutes: 60 })
  const signups = [place({ id: 'there' }), went, place({ id: 'approved', state: 'STOOD', wentAt: '2020-01-29T13:00:00Z', approvedAt: '2020-01-29T14:00:00Z' }), place({ id: 'left', state: 'LEFT' })]
  const ids = (what: object) => toApprove([shift({ signups, ...what })]).map(({ signup }) => signup.id)
  expect([ids({}), ids({ isOver: true }), ids({ state: 'CANCELLED', isOver: true })]).toEqual([['went'], ['there', 'went'], []])
})

test('hours are looked at by whole days', () => {
  expect(spanOf('week', '2020-01-29')).toEqual({ from: '2020-01-26T16:00:00.000Z', until: '2020-02-02T16:00:00.000Z' })
  expect(spanOf('before', '2020-01-29')).toEqual({ from: '2020-01-19T16:00:00.000Z', until: '2020-01-26T16:00:00.000Z' })
  expect(spanOf('month', '2020-01-29')).toEqual({ from: '2019-12-30T16:00:00.000Z', until: '2020-01-29T16:00:00.000Z' })
})
