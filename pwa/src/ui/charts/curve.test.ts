import { expect, test } from 'vitest'
import { area, curve, until } from './curve'
import { span } from './span'

test('a curve goes up in steps, and on to the end as it stands', () => {
  const points = [
    { seconds: 0, reached: 1 },
    { seconds: 30, reached: 2 },
    { seconds: 90, reached: 4 },
  ]
  expect(curve(points, 4, 120)).toBe('M0 100H0V75H25V50H75V0H100')
  expect(area(points, 4, 120)).toBe('M0 100H0V75H25V50H75V0H100V100Z')
})

test('without anybody reached, or anybody to reach, it is flat', () => {
  expect(curve([], 4, 60)).toBe('M0 100H100')
  expect(curve([{ seconds: 0, reached: 0 }], 0, 60)).toBe('M0 100H0V100H100')
})

test('it ends at its last point, and is a minute long at the least', () => {
  expect([until([]), until([{ seconds: 5, reached: 1 }]), until([{ seconds: 4000, reached: 1 }])]).toEqual([60, 60, 4000])
})

test.each([
  [0, '0 秒'],
  [45.4, '45 秒'],
  [60, '1 分钟'],
  [200, '3 分钟 20 秒'],
  [3599, '59 分钟 59 秒'],
  [7500, '2 小时 5 分钟'],
  [7230, '2 小时'],
  [97_200, '1 天 3 小时'],
  [172_800, '2 天'],
])('%s seconds are said as %s', (seconds, said) => expect(span(seconds)).toBe(said))
