import { expect, test } from 'vitest'
import type { Desked } from './documents'
import { cardOf, claims, draftOf, faultsOf, fresh, inputOf, isSound } from './draft'
import { desked, text } from './testing/answers'

const kept = (what: object = {}) => desked(what) as unknown as Desked

test('a draft that is not touched is sent as it came', () => {
  const stop = { __typename: 'NoticeStop', id: 's1', place: '菜场', beginsAt: '2020-01-28T15:00:00.000Z', endsAt: '2020-01-28T17:00:00.000Z' }
  const grounds = [{ __typename: 'Grid', id: 'm1', label: '河滨里' }]
  const more = { kind: 'CASE_ROUTE', stops: [stop], grounds, audience: ['INFANTS'], way: 'RELAYED', relayedDownTo: 'GRID', picture: '/photos/0188-ab?until=1&sign=x', expiresAt: '2020-02-01T12:00:00.000Z' }
  expect(inputOf(draftOf(kept(more)))).toEqual({
    kind: 'CASE_ROUTE', earnest: 'ACTUAL', urgency: 'EXPECTED', severity: 'UNKNOWN', certainty: 'UNKNOWN', category: 'HEALTH', way: 'RELAYED', relayedDownTo: 'GRID',
    texts: [{ language: 'ZH_HANS', headline: '明早测体温', short: '明早八点在北门测体温。', body: '带 **身份证**。', claim: '', source: '', reward: '' }],
    grounds: ['m1'], audience: ['INFANTS'], verdict: null, sourceUrl: '', relayMinutes: 30, picture: '0188-ab', expiresAt: '2020-02-01T12:00:00.000Z', questions: [],
    stops: [{ place: '菜场', beginsAt: '2020-01-28T15:00:00.000Z', endsAt: '2020-01-28T17:00:00.000Z' }],
  })
})

test('the whole ground of who speaks is named by no grid', () => {
  expect(inputOf(draftOf(kept())).grounds).toEqual([])
})

test('what its kind has no use for is not sent', () => {
  const rumour = draftOf(kept({ kind: 'RUMOUR', verdict: 'FALSE', sourceUrl: 'https://a.example', texts: [text({ claim: '酒能杀毒', source: '疾控中心' })] }))
  expect(inputOf(rumour)).toMatchObject({ verdict: 'FALSE', sourceUrl: 'https://a.example', texts: [{ claim: '酒能杀毒', source: '疾控中心' }] })
  expect(inputOf({ ...rumour, kind: 'GUIDANCE' })).toMatchObject({ verdict: null, sourceUrl: '', texts: [{ claim: '', source: '' }] })
})

test('a rumour card that answers questions begins with what was asked', () => {
  const card = cardOf(['a1', 'a2'])
  claims(card, '喝白酒能杀病毒吗？', 'ZH_HANS')
  claims(card, '喝酒有用吗？', 'ZH_HANS')
  expect(inputOf(card)).toMatchObject({ kind: 'RUMOUR', questions: ['a1', 'a2'], texts: [{ language: 'ZH_HANS', claim: '喝白酒能杀病毒吗？' }] })
  expect(faultsOf(card).headlines).toEqual(['ZH_HANS'])
})

test('an expiry without an hour is the end of its day where the grid is', () => {
  expect(inputOf({ ...fresh('BULLETIN'), untilDay: '2020-02-01' }).expiresAt).toBe('2020-02-01T15:59:00.000Z')
})

test('each language that was begun needs a headline, and one is needed at least', () => {
  const draft = fresh('BULLETIN')
  expect(faultsOf(draft)).toEqual({ nothing: true, headlines: [], stops: [] })
  draft.texts.EN.body = 'Bring your card.'
  expect(faultsOf(draft)).toEqual({ nothing: false, headlines: ['EN'], stops: [] })
  draft.texts.EN.headline = 'Temperatures'
  expect(isSound(draft)).toBe(true)
  expect(inputOf(draft).texts.map(({ language }) => language)).toEqual(['EN'])
})

test('a route needs each place with its times; one that ends after midnight ends the next day', () => {
  const draft = fresh('CASE_ROUTE')
  draft.texts.ZH_HANS.headline = '行程'
  expect(faultsOf(draft).stops).toEqual([0])
  draft.stops = [{ place: '车站', day: '2020-01-27', begins: '23:00', ends: '01:00' }]
  expect(isSound(draft)).toBe(true)
  expect(inputOf(draft).stops).toEqual([{ place: '车站', beginsAt: '2020-01-27T15:00:00.000Z', endsAt: '2020-01-27T17:00:00.000Z' }])
})
