import { expect, test } from 'vitest'
import { isDoorLast, stepsOf, turnsOf } from './steps'

test('what is not touched is sent as it came', () => {
  const steps = [{ channel: 'PUSH' as const, minutes: 0 }, { channel: 'SMS' as const, minutes: 10 }, { channel: 'DOOR' as const, minutes: 45 }]
  expect(stepsOf(turnsOf(steps as never))).toEqual(steps)
})

test('a channel that is used from now on has its turn before the door', () => {
  const turns = turnsOf([{ channel: 'DOOR', minutes: 15 }] as never)
  turns.PUSH.used = turns.GROUPS.used = turns.SMS.used = true
  expect(isDoorLast(turns)).toBe(true)
})

test('channels stand in the order of their turns, and the door is last', () => {
  const turns = turnsOf([])
  Object.assign(turns.SMS, { used: true, minutes: 5 })
  Object.assign(turns.GROUPS, { used: true, minutes: 20 })
  Object.assign(turns.PUSH, { used: true, minutes: 20 })
  turns.DOOR.minutes = 20
  expect(stepsOf(turns).map(({ channel }) => channel)).toEqual(['SMS', 'PUSH', 'GROUPS', 'DOOR'])
  expect(isDoorLast(turns)).toBe(true)
  turns.DOOR.minutes = 19
  expect(isDoorLast(turns)).toBe(false)
  turns.PUSH.used = turns.GROUPS.used = false
  expect(isDoorLast(turns)).toBe(true)
})
