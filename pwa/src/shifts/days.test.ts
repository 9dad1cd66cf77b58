import { expect, test } from 'vitest'
import { byDay, saidDay, saidHours, saidMinutes, saidShift, saidWhen } from './days'

// Seven in the evening of a Wednesday in Jiaxing.
const now = Date.parse('2020-01-29T11:00:00Z')
const day = { startsAt: '2020-01-30T00:00:00Z', endsAt: '2020-01-30T12:00:00Z' }
const night = { startsAt: '2020-01-30T12:00:00Z', endsAt: '2020-01-31T00:00:00Z' }

test('a day is said by its name, and further away by its date and weekday', () => {
  expect(['2020-01-29T12:00:00Z', '2020-01-29T16:00:00Z', '2020-01-31T02:00:00Z', '2020-02-01T02:00:00Z'].map((at) => saidDay(at, now))).toEqual([
    '今天', '明天', '后天', '2月1日 周六',
  ])
})

test('a night ends on the next day', () => {
  expect([saidHours(day), saidHours(night)]).toEqual(['08:00–20:00', '20:00–次日 08:00'])
  expect(saidWhen(night, now)).toBe('明天 20:00–次日 08:00')
})

test('what waits to be sent names the shift', () => {
  expect(saidShift({ ...day, kind: 'GUARD', place: '北门岗亭' }, now)).toBe('守卡口：北门岗亭，明天 08:00–20:00')
})

test('hours are said as people count them', () => {
  expect([saidMinutes(45), saidMinutes(120), saidMinutes(450)]).toEqual(['45 分钟', '2 小时', '7 小时 30 分钟'])
})

test('a list is parted by the days on which things begin where the grid is', () => {
  const days = byDay([day, night, { startsAt: '2020-01-30T16:30:00Z', endsAt: '' }], ({ startsAt }) => startsAt, now)
  expect(days.map(({ said, of }) => [said, of.length])).toEqual([['明天', 2], ['后天', 1]])
})
