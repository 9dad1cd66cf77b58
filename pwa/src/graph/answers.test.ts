// @vitest-environment node
import { expect, test, vi } from 'vitest'
import { openTab, tabOf } from './testing/tab'

const text = 'query Requests{requests{__typename id missing}}'
const answer = (missing: number) => ({ requests: [{ __typename: 'SupplyRequest', id: 'r1', missing }, { __typename: 'SupplyRequest', id: 'r2', missing: 3 }] })

test('what was read can be read again after a reload, with its age', async () => {
  const tab = await tabOf('li')
  await tab.keepAnswer(await tab.keptUnder(text, { first: 10 }), { data: answer(7), at: 1234 })
  const reloaded = await openTab()
  expect(await reloaded.kept(await reloaded.keptUnder(text, { first: 10 }))).toEqual({ data: answer(7), at: 1234 })
})

test('another person, other variables or other fields find nothing', async () => {
  const tab = await tabOf('li')
  await tab.keepAnswer(await tab.keptUnder(text, { first: 10 }), { data: answer(7), at: 1 })
  expect(await tab.kept(await tab.keptUnder(text, { first: 20 }))).toBeUndefined()
  expect(await tab.kept(await tab.keptUnder(text.replace('missing', 'left'), { first: 10 }))).toBeUndefined()
  await tab.remember('person', 'wang')
  expect(await tab.kept(await tab.keptUnder(text, { first: 10 }))).toBeUndefined()
})

test('what a mutation answers is laid over every kept answer, and told to all tabs', async () => {
  const tab = await tabOf('li')
  const name = await tab.keptUnder(text, {})
  await tab.keepAnswer(name, { data: answer(7), at: 1 })
  const other = await openTab()
  const heard = vi.fn()
  other.hear(heard)
  await tab.learn({ claim: { __typename: 'SupplyRequest', id: 'r1', missing: 6 } }, ['SupplyRequest'])
  expect(await tab.kept(name)).toEqual({ data: answer(6), at: 1 })
  expect(heard.mock.calls.map(([news]) => (news as { about: string }).about)).toEqual(['entities', 'stale'])
})

test('a full phone loses the oldest answers, not the newest', async () => {
  const tab = await tabOf('li')
  for (const at of [1, 2, 3, 4]) await tab.keepAnswer(await tab.keptUnder(text, { at }), { data: answer(at), at })
  await tab.dropOldest(0.5)
  const left = await Promise.all([1, 2, 3, 4].map(async (at) => (await tab.kept(await tab.keptUnder(text, { at })))?.at))
  expect(left).toEqual([undefined, undefined, 3, 4])
})

test('answers older than a month are thrown away', async () => {
  const tab = await tabOf('li')
  const day = 86_400_000
  for (const days of [29, 31]) await tab.keepAnswer(await tab.keptUnder(text, { days }), { data: answer(1), at: Date.now() - days * day })
  await tab.tidy()
  expect(await tab.kept(await tab.keptUnder(text, { days: 29 }))).toBeDefined()
  expect(await tab.kept(await tab.keptUnder(text, { days: 31 }))).toBeUndefined()
})
