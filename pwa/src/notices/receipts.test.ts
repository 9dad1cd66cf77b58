import { beforeEach, expect, test, vi } from 'vitest'
import { done, server, type Asked } from '../graph/testing/server'
import { listed } from './testing/notice'

const said = (asked: Asked[]) => asked.map(({ text, variables }) => [/^mutation (\w+)/.exec(text)?.[1], variables.notice])
const accepted = () => done({ recordShown: { __typename: 'Notice' }, recordRead: { __typename: 'Notice', id: 'n1', mine: null } })
const receipts = () => import('./receipts')

beforeEach(async () => {
  const { remember } = await import('../graph/database')
  await remember('person', 'me')
})

test('what was shown is told once, also after the phone was opened anew', async () => {
  const { asked } = server(accepted)
  const { shown } = await receipts()
  shown([listed('n1'), listed('n2')])
  shown([listed('n2')])
  await vi.waitFor(() => expect(said(asked)).toEqual([['RecordShown', 'n1'], ['RecordShown', 'n2']]))
  const { fact } = await import('../graph/database')
  await vi.waitFor(async () => expect((await fact('notices'))?.shown).toEqual(['n2', 'n1']))
  vi.resetModules()
  ;(await receipts()).shown([listed('n1'), listed('n3')])
  await vi.waitFor(() => expect(said(asked)[2]).toEqual(['RecordShown', 'n3']))
})

test('what somebody else of the household has seen is not told again', async () => {
  const { asked } = server(accepted)
  const { shown } = await receipts()
  shown([listed('n1', { mine: { shownAt: '2020-01-29T12:21:00+00:00', readAt: null } }), listed('n2')])
  await vi.waitFor(() => expect(said(asked)).toEqual([['RecordShown', 'n2']]))
})

test('what could not be told is told when it is shown again', async () => {
  server(() => 'no signal')
  const { shown } = await receipts()
  shown([listed('n1')])
  const { asked } = server(accepted)
  shown([listed('n1')])
  await vi.waitFor(() => expect(said(asked)).toContainEqual(['RecordShown', 'n1']))
})

test('what was read is told at once', async () => {
  const { asked } = server(accepted)
  const { readIt } = await receipts()
  await readIt(listed('n1'))
  await readIt(listed('n1'))
  expect(said(asked)).toEqual([['RecordRead', 'n1']])
  const { entries } = await import('../graph/outbox')
  expect(await entries()).toEqual([])
})

test('what was read without signal is kept, and told when there is some', async () => {
  server(() => 'no signal')
  const { readIt } = await receipts()
  await readIt(listed('n1'))
  const { entries } = await import('../graph/outbox')
  expect((await entries()).map(({ what, variables }) => [what, variables.notice])).toEqual([['看过了：公告 n1', 'n1']])
  const { asked } = server(accepted)
  const { send } = await import('../graph/sending.svelte')
  await send(true)
  expect(said(asked)).toContainEqual(['RecordRead', 'n1'])
  expect(await entries()).toEqual([])
})
