import { expect, test } from 'vitest'
import type { Pending } from '../../graph/sending.svelte'
import type { Contact, Outcome } from './documents'
import { home, missed } from './testing/homes'
import { againAt, alike, isLeft, stairs, stopsOf } from './walk'

const noted = (household: string, outcome: Outcome, more: Partial<Pending<Contact>> = {}, notice = 'n1', again: string | null = null): Pending<Contact> => ({
  key: `${household} ${outcome}`, subject: household, what: '', at: 0, state: 'queued', untried: true, stuck: false,
  variables: { notice, household, outcome, at: '2020-01-29T11:00:00Z', againAt: again, note: '', key: '' },
  ...more,
})

test('doors on the same stair stand together, in the order in which they came', () => {
  const other = home('h3', '101', { door: { room: '101', label: '3栋3单元101' }, address: '朝天镇 河滨里 3栋3单元101' })
  const found = stairs(stopsOf([home('h1', '101'), home('h2', '102'), other], []))
  expect(found.map(({ name, where, stops }) => [name, where, stops.map((stop) => stop.home.id)])).toEqual([
    ['3栋2单元', '朝天镇 河滨里', ['h1', 'h2']],
    ['3栋3单元', '朝天镇 河滨里', ['h3']],
  ])
})

test('houses without a stair stand under the place, and so do doors that are not mine', () => {
  const cottage = home('h1', '8', { door: { room: '8', label: '8' }, address: '朝天镇 东村 8' })
  const foreign = home('h2', '101', { door: null, address: null })
  expect(stairs(stopsOf([cottage, foreign], [])).map(({ name, where }) => [name, where])).toEqual([
    ['朝天镇 东村', ''],
    ['河滨里', ''],
  ])
})

test('what all have missed alike is said once', () => {
  const both = [missed(), missed({ id: 'n2' })]
  const ids = (...homes: Parameters<typeof alike>[0]) => alike(homes).map(({ id }) => id)
  expect(ids(home('h1', '101', { missed: both }), home('h2', '102', { missed: both }))).toEqual(['n1', 'n2'])
  expect(ids(home('h1', '101', { missed: both }), home('h2', '102'))).toEqual([])
  expect(ids()).toEqual([])
})

test('a household that came on two pages stands once', () => {
  expect(stopsOf([home('h1', '101'), home('h1', '101')], [])).toHaveLength(1)
})

test.each([
  ['nothing was noted', [], true],
  ['somebody was told', [noted('h1', 'TOLD_AT_DOOR')], false],
  ['they moved away', [noted('h1', 'MOVED_AWAY')], false],
  ['nobody was at home', [noted('h1', 'NOT_AT_HOME')], true],
  ['the server refused it', [noted('h1', 'TOLD_AT_DOOR', { state: 'refused' })], true],
  ['it was said of another household', [noted('h2', 'TOLD_AT_DOOR')], true],
  ['it was said of another notice', [noted('h1', 'TOLD_AT_DOOR', {}, 'n9')], true],
])('where %s', (_, all, left) => expect(isLeft(stopsOf([home('h1', '101')], all)[0]!)).toBe(left))

test('a door where one of two notices was told is left', () => {
  const both = home('h1', '101', { missed: [missed(), missed({ id: 'n2' })] })
  expect(isLeft(stopsOf([both], [noted('h1', 'TOLD_AT_DOOR')])[0]!)).toBe(true)
  expect(isLeft(stopsOf([both], [noted('h1', 'TOLD_AT_DOOR'), noted('h1', 'TOLD_AT_DOOR', {}, 'n2')])[0]!)).toBe(false)
})

test('a door where the pledge was signed is not left', () => {
  const signed = { key: 's', subject: 'h1', what: '', at: 0, state: 'queued' as const, untried: true, stuck: false, variables: { notice: 'n1', input: { name: '徐静', fingerprint: 'f1', household: 'h1' }, key: '' } }
  const of = (more: object = {}) => isLeft(stopsOf([home('h1', '101')], [], [{ ...signed, ...more }])[0]!)
  expect([of(), of({ state: 'refused' }), of({ variables: { ...signed.variables, notice: 'n9' } })]).toEqual([false, true, true])
})

test('when to try again is what was said last', () => {
  const lastContact = { outcome: 'NOT_AT_HOME', at: '2020-01-29T09:00:00Z', againAt: '2020-01-29T11:00:00Z', note: '', by: '朱美珍' }
  const known = home('h1', '101', { missed: [missed({ lastContact })] })
  expect(againAt(stopsOf([known], [])[0]!)).toBe('2020-01-29T11:00:00Z')
  expect(againAt(stopsOf([known], [noted('h1', 'NOT_AT_HOME', {}, 'n1', '2020-01-30T01:00:00Z')])[0]!)).toBe('2020-01-30T01:00:00Z')
  expect(againAt(stopsOf([home('h2', '102')], [])[0]!)).toBeUndefined()
})
