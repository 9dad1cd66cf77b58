import { screen, waitFor, within } from '@testing-library/svelte'
import { expect, test, vi } from 'vitest'
import { done, server } from '../../graph/testing/server'
import { stumbles } from '../../ui/testing/axe'
import { answering, open, press, sent } from '../testing/page'
import { led, me, place } from './testing/duty'

const answers = answering({ Me: () => done(me) })

/** An hour after it has begun; two of three have come, one of whom has gone again. */
const begun = (what: object = {}) => led({
  signups: [
    place({ cameAt: '2020-01-29T12:00:00Z' }),
    place({ id: 'p2', who: '周洋', person: 'zhou' }),
    place({ id: 'p3', who: '吴倩', person: 'wu', state: 'STOOD', cameAt: '2020-01-29T12:00:00Z', wentAt: '2020-01-29T12:30:00Z', minutes: 30 }),
  ],
  ...what,
})

test('what people stand is ended, and says beforehand that their hours count', async () => {
  vi.setSystemTime('2020-01-29T13:00:00Z')
  const ended = begun({ endsAt: '2020-01-29T13:00:00Z', isOver: true, reason: '下雨了' })
  const { asked, then } = server(answers({ LedShift: () => done({ shift: begun() }), CancelShift: () => done({ done: ended }) }))
  const { container } = await open('planning/OneShift', { id: 's1' })
  await press('取消这一班')
  const sheet = await screen.findByRole('dialog', { name: '现在结束这一班' })
  expect(within(sheet).getByText('已有 2 人来值班：这一班现在结束，到现在的工时照算。')).toBeTruthy()
  expect(within(sheet).getByText('还没签到：周洋。人在的话，请先给他们签到，不然没有工时。')).toBeTruthy()
  expect(await stumbles(container)).toEqual([])
  then(answers({ LedShift: () => done({ shift: ended }), CancelShift: () => done({ done: ended }) }))
  await press('现在结束这一班', sheet)
  await waitFor(() => expect(sent(asked, 'CancelShift')[0]).toMatchObject({ shift: 's1', allFollowing: false }))
  expect(await screen.findByText(/提前结束了.*下雨了/)).toBeTruthy()
  expect(await stumbles(container)).toEqual([])
})

test('of many the one that people stand ends, and those after it are cancelled', async () => {
  vi.setSystemTime('2020-01-29T13:00:00Z')
  const { asked } = server(answers({ LedShift: () => done({ shift: begun({ isRepeated: true, alikeAfter: 2 }) }), CancelShift: () => done({ done: begun({ isOver: true }) }) }))
  await open('planning/OneShift', { id: 's1' })
  await press('取消这一班')
  ;(await screen.findByRole('radio', { name: '这一班和以后同样时间的 2 班' })).click()
  await press('结束这一班，取消以后的 2 班', screen.getByRole('dialog'))
  await waitFor(() => expect(sent(asked, 'CancelShift')[0]).toMatchObject({ allFollowing: true }))
})

test('the last of its hours is cancelled by itself, though its rota goes on at others', async () => {
  server(answers({ LedShift: () => done({ shift: led({ isRepeated: true, alikeAfter: 0 }) }) }))
  await open('planning/OneShift', { id: 's1' })
  await press('取消这一班')
  const sheet = await screen.findByRole('dialog', { name: '取消这一班' })
  expect(within(sheet).queryByRole('radio')).toBeNull()
})

test('before it begins it is cancelled, also where somebody is there already', async () => {
  server(answers({ LedShift: () => done({ shift: begun() }) }))
  await open('planning/OneShift', { id: 's1' })
  await press('取消这一班')
  const sheet = await screen.findByRole('dialog', { name: '取消这一班' })
  expect(within(sheet).queryByText(/现在结束/)).toBeNull()
  expect(within(sheet).getByRole('button', { name: '取消这一班' })).toBeTruthy()
})

test('who had not come when it ended, or only waited, is not said to have left', async () => {
  const ended = { endsAt: '2020-01-29T13:00:00Z', isOver: true, reason: '下雨了' }
  const excused = [
    place({ id: 'p2', who: '周洋', state: 'LEFT', askedAt: '2020-01-29T13:00:00Z' }),
    place({ id: 'p3', who: '吴倩', state: 'LEFT', askedAt: '2020-01-29T09:00:00Z' }),
  ]
  server(answers({ LedShift: () => done({ shift: led({ ...ended, excused }) }) }))
  await open('planning/OneShift', { id: 's1' })
  expect(await screen.findByText('退出：吴倩')).toBeTruthy()
  expect(screen.queryByText('退出：周洋')).toBeNull()
})
