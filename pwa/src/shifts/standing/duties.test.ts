import { screen, waitFor } from '@testing-library/svelte'
import { expect, test } from 'vitest'
import { done, refused, server } from '../../graph/testing/server'
import { stumbles } from '../../ui/testing/axe'
import { linkOf, open, press, sent } from '../testing/page'
import { duty, page } from '../testing/shifts'
import { answers, me, sendNow } from '../testing/standing'

test('my duties show the next one large, then the others, and those stood with their hours', async () => {
  const later = duty({ id: 's2', place: '南门', startsAt: '2020-02-01T00:00:00+00:00', endsAt: '2020-02-01T12:00:00+00:00' }, { id: 'p2', state: 'WAITING', waitingPlace: 2 })
  const stood = duty({ id: 's0', place: '西门', startsAt: '2020-01-28T00:00:00+00:00', endsAt: '2020-01-28T08:00:00+00:00' }, { id: 'p0', state: 'STOOD', minutes: 450, approvedAt: '2020-01-28T09:00:00+00:00' })
  server(answers({ MyDuties: ({ variables }) => done({ myShifts: page(variables.past ? [stood] : [duty(), later]) }) }))
  const { container } = await open('standing/Duties')
  expect(await screen.findByRole('heading', { name: '下一班：守卡口' })).toBeTruthy()
  expect(screen.getByText('明天 08:00–20:00')).toBeTruthy()
  expect(screen.getByText('候补第 2 位。轮到您会马上告诉您。')).toBeTruthy()
  expect(await stumbles(container)).toEqual([])
  expect(linkOf('值过的')).toBe('/duties?stood')
  ;(await import('../../shell/router.svelte')).go('/duties?stood', { replace: true })
  expect(await screen.findByText(/共 7 小时 30 分钟/)).toBeTruthy()
  expect(screen.getByText('网格长已确认')).toBeTruthy()
  expect(screen.queryByText('水杯')).toBeNull()
})

test('what was joined without signal is among my duties before the server knows, and says why it was refused', async () => {
  const { submit } = await import('../../graph/submit')
  const { JoinShift } = await import('./deeds/documents')
  const { then } = server(answers({ JoinShift: () => 'no signal' }))
  await submit(JoinShift, 's1', { shift: 's1', role: 'r1', mayWait: false }, { what: '报名值班：守卡口：北门岗亭，明天 08:00–20:00' })
  await open('standing/Duties')
  expect(await screen.findByText(/报名值班：守卡口/)).toBeTruthy()
  expect(screen.getByText('送出以后才算排上。')).toBeTruthy()
  then(answers({ JoinShift: () => refused('joinShift', 'TooLittleRest', '中间要休息满 8 小时。') }))
  await sendNow()
  expect(await screen.findByText(/中间要休息满 8 小时/)).toBeTruthy()
})

test('a calendar address is made, followed and revoked', async () => {
  const feed = { __typename: 'CalendarFeed', url: 'https://lianxin.example/calendar/secret.ics', createdAt: '2020-01-29T11:00:00+00:00', readAt: null }
  let isThere = false
  server(answers({
    MyCalendar: () => done({ calendarFeed: isThere ? feed : null }),
    MakeCalendarFeed: () => {
      isThere = true
      return done({ done: feed })
    },
    RevokeCalendarFeed: () => {
      isThere = false
      return done({ done: { __typename: 'RevokedCalendarFeed', revokedAt: '2020-01-29T11:00:00+00:00' } })
    },
  }))
  const { container } = await open('standing/Duties')
  await press('要一个日历地址')
  expect(await screen.findByText(feed.url)).toBeTruthy()
  expect(linkOf('用日历打开')).toBe('webcal://lianxin.example/calendar/secret.ics')
  expect(await stumbles(container)).toEqual([])
  await press('停用这个地址')
  await press('停用这个地址', screen.getByRole('dialog'))
  expect(await screen.findByRole('button', { name: '要一个日历地址' })).toBeTruthy()
})

test('the first page shows the next duty to whoever has one', async () => {
  server(answers({ MyDuties: () => done({ myShifts: page([duty({ id: 's2' }, { id: 'p2', state: 'WAITING' }), duty()]) }) }))
  const { container } = await open('standing/Soon')
  expect((await screen.findByRole('link', { name: '下一班：守卡口' })).getAttribute('href')).toBe('/shifts/s1')
  expect(screen.getByText('明天 08:00–20:00')).toBeTruthy()
  expect(await stumbles(container)).toEqual([])
})

test('nothing about shifts is asked for who stands none', async () => {
  const { asked } = server(answers({ Me: () => done({ ...me, myVolunteering: null }) }))
  const { container } = await open('standing/Soon')
  await waitFor(() => expect(sent(asked, 'Me')).toHaveLength(1))
  await new Promise((resolve) => setTimeout(resolve))
  expect(container.textContent).toBe('')
  expect(sent(asked, 'MyDuties')).toEqual([])
})
