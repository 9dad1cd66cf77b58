import { expect, test } from 'vitest'
import type { KnownShift, Place } from './documents'
import { standOf, stepNow, type Deed, type Done } from './overlay'
import { listed, place, role } from '../testing/shifts'

const shift = (what: object = {}) => listed(what) as unknown as KnownShift
const done = (deed: Deed, variables: object = {}): Done => ({ deed, at: Date.parse('2020-01-29T11:00:00Z'), variables: { ...variables } })
const mine = (what: object) => shift({ mine: place(what) as unknown as Place })

test.each([
  ['a free place', {}, 'JOINED'],
  ['one that a leader approves', { byApproval: true }, 'ASKED'],
  ['one for which there is a waiting list', { roles: [role({ taken: 2 })] }, 'WAITING'],
])('who joins without signal stands at once as they will: %s', (_, what, state) => {
  expect(standOf(shift(what), [done('join', { role: 'r1' })]).state).toBe(state)
})

test.each([[false, 'JOINED'], [true, 'ASKED']])('who takes a place over has it, or asks for it where a leader approves (%s)', (byApproval, state) => {
  expect(standOf(shift({ byApproval }), [done('take', { signup: 'p2' })]).state).toBe(state)
})

test('who was given the place before the phone heard of their asking has it', () => {
  expect(standOf({ ...mine({}), byApproval: true }, [done('take', { signup: 'p2' })]).state).toBe('JOINED')
})

test('a join whose answer was lost changes nothing any more', () => {
  expect(standOf(mine({ state: 'WAITING' }), [done('join', { role: 'r1' })]).state).toBe('WAITING')
})

test('what is done one after the other without signal adds up', () => {
  const waits = [done('join', { role: 'r1' }), done('offer'), done('keep'), done('leave')]
  const steps = waits.map((_, index) => standOf(shift(), waits.slice(0, index + 1)))
  expect(steps.map(({ state, isOffered }) => [state, isOffered])).toEqual([['JOINED', false], ['JOINED', true], ['JOINED', false], ['LEFT', false]])
})

test('whoever checks in still comes and offers their place no longer', () => {
  const came = standOf(mine({ offeredAt: '2020-01-29T10:00:00Z', askedAgainAt: '2020-01-29T09:00:00Z' }), [done('checkIn')])
  expect(came).toEqual({ state: 'JOINED', isOffered: false, isAskedAgain: false, cameAt: '2020-01-29T11:00:00.000Z', wentAt: null })
  expect(standOf(mine({ cameAt: '2020-01-29T08:00:00Z' }), [done('checkOut')])).toMatchObject({ state: 'STOOD', wentAt: '2020-01-29T11:00:00.000Z' })
})

test.each([
  ['too early', {}, '2020-01-29T22:59:00Z', undefined],
  ['an hour before', {}, '2020-01-29T23:00:00Z', 'checkIn'],
  ['when it is over', {}, '2020-01-30T12:01:00Z', undefined],
  ['when one has come, also late', { cameAt: '2020-01-30T00:00:00Z' }, '2020-01-30T14:00:00Z', 'checkOut'],
  ['when one has gone', { state: 'STOOD', cameAt: '2020-01-30T00:00:00Z', wentAt: '2020-01-30T12:00:00Z' }, '2020-01-30T12:00:00Z', undefined],
  ['who waits', { state: 'WAITING' }, '2020-01-30T00:00:00Z', undefined],
])('what is to be done at the place: %s', (_, what, now, step) => {
  const known = mine(what)
  expect(stepNow(known, standOf(known, []), Date.parse(now))).toBe(step)
})

test('nobody comes to what was called off', () => {
  const known = { ...mine({}), state: 'CANCELLED' as const }
  expect(stepNow(known, standOf(known, []), Date.parse('2020-01-30T00:00:00Z'))).toBeUndefined()
})
