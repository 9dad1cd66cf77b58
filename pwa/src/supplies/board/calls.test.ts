// @vitest-environment node
import { expect, test } from 'vitest'
import { signOf } from './calls'

const quiet = { asked: 9, answered: 9, inTime: 9, waiting: 0, unclaimed: 0, urgent: 0, overdue: 0 }

test('of a grid below the gravest is said, and only that', () => {
  expect(signOf({ ...quiet, overdue: 1, urgent: 2, unclaimed: 3 })).toEqual({ kind: 'now', count: 'countOverdue', number: 1 })
  expect(signOf({ ...quiet, urgent: 2, unclaimed: 3 })).toEqual({ kind: 'now', count: 'countUrgent', number: 2 })
  expect(signOf({ ...quiet, unclaimed: 3 })).toEqual({ kind: 'wait', count: 'countUnclaimed', number: 3 })
  expect(signOf(quiet)).toEqual({ kind: 'good', count: 'allGood', number: 0 })
})
