import { beforeEach, describe, expect, test } from 'vitest'
import { speak } from '../words/language.svelte'
import { age, date, dayAhead, daysUntil, endOf, exactTime, momentAt, saidTime, showTimesIn, timeLeft } from './time'

const at = (text: string) => new Date(`${text}+08:00`).getTime()
const now = at('2020-02-03T19:00:00')
const minutes = (n: number) => n * 60_000
const hours = (n: number) => n * 3_600_000

beforeEach(async () => {
  showTimesIn('Asia/Shanghai')
  await speak('zh-Hans')
})

describe('how long ago', () => {
  test.each([
    [now - 20_000, '刚刚'],
    [now - minutes(3), '3 分钟前'],
    [now - hours(2), '2 小时前'],
    [at('2020-02-03T06:10:00'), '今天早上 6 点 10 分'],
    [at('2020-02-02T20:00:00'), '昨天晚上 8 点'],
    [at('2020-01-20T20:00:00'), '1月20日'],
    [at('2019-12-31T20:00:00'), '2019年12月31日'],
  ])('%s: %s', (time, said) => expect(age(time, now)).toBe(said))
})

describe('how much is left', () => {
  test.each([
    [now + minutes(59) + 59_000, '还剩 59 分钟'],
    [now + hours(6) + minutes(50), '还剩 6 小时'],
    [at('2020-02-04T08:00:00'), '明早 8 点'],
    [at('2020-02-04T15:30:00'), '明天下午 3 点半'],
    [at('2020-02-05T12:00:00'), '后天中午 12 点'],
    [now + hours(24 * 4), '还剩 4 天'],
    [now - minutes(5), '已过 5 分钟'],
    [now - hours(30), '已过 1 天'],
  ])('%s: %s', (time, said) => expect(timeLeft(time, now)).toBe(said))
})

test('midnight and noon are said as people say them', () => {
  expect(saidTime(at('2020-02-04T00:05:00'), now)).toBe('明天凌晨 0 点 5 分')
  expect(saidTime(at('2020-02-03T12:00:00'), now)).toBe('今天中午 12 点')
  expect(saidTime(at('2020-02-03T20:00:00'), now)).toBe('今晚 8 点')
})

test('days are those of the grid, not of the phone or of London', () => {
  const late = new Date('2020-02-03T17:00:00Z').getTime()
  expect(saidTime(late, now)).toBe('明天凌晨 1 点')
  showTimesIn('Asia/Urumqi')
  expect(saidTime(late, now)).toBe('今晚 11 点')
})

test('the exact time is there to the second', () => {
  expect(exactTime(at('2020-02-03T19:00:07'))).toBe('2020年2月3日 19:00:07')
})

test('English and traditional Chinese', async () => {
  await speak('en')
  expect([age(now - minutes(3), now), timeLeft(now + hours(1), now), saidTime(at('2020-02-04T08:30:00'), now)]).toEqual(['3 min ago', '1 hour left', 'tomorrow, 8:30\u00a0am'])
  expect(date(at('2020-01-20T20:00:00'), now)).toBe('20 January')
  // Nobody knows whether 12 pm is by day or by night.
  expect([saidTime(at('2020-02-04T12:00:00'), now), saidTime(at('2020-02-04T00:00:00'), now)]).toEqual(['tomorrow, 12 noon', 'tomorrow, midnight'])
  await speak('zh-Hant')
  expect([age(now - minutes(3), now), timeLeft(at('2020-02-04T08:00:00'), now)]).toEqual(['3 分鐘前', '明早 8 點'])
})

test('an hour of a day to come is meant where the grid is', () => {
  expect(momentAt(0, 20, now)).toBe(at('2020-02-03T20:00:00'))
  expect(momentAt(2, 8, now)).toBe(at('2020-02-05T08:00:00'))
  showTimesIn('Europe/Berlin')
  expect(new Date(momentAt(1, 12, Date.parse('2020-03-28T10:00:00Z'))).toISOString()).toBe('2020-03-29T10:00:00.000Z')
})

test('days are counted from today on the calendar of the grid', () => {
  expect([daysUntil('2020-02-03', now), daysUntil('2020-02-29', now), daysUntil('2020-02-01', now), daysUntil('', now)]).toEqual([0, 26, -2, undefined])
})

test('a day that is picked begins and ends where the grid is', () => {
  const lateInTheEvening = at('2020-02-03T23:30:00')
  expect([dayAhead(0, lateInTheEvening), dayAhead(26, now)]).toEqual(['2020-02-03', '2020-02-29'])
  expect(endOf('2020-02-04')).toBe('2020-02-04T15:59:59.000Z')
})
