import { fireEvent, screen, waitFor } from '@testing-library/svelte'
import { expect, test, vi } from 'vitest'
import { done, server } from '../../graph/testing/server'
import { stumbles } from '../../ui/testing/axe'
import { open, press, sent, type } from '../testing/page'
import { answers } from './testing/answers'
import { grid, page, place, planned } from './testing/duty'

test('who came today is noted with a tap, without signal too', async () => {
  const { asked } = server(answers({ NoteComing: () => 'no signal' }))
  const { container } = await open('planning/Attendance', { grid: 'g1' })
  expect(await screen.findByText('到了 0 / 1')).toBeTruthy()
  expect(await stumbles(container)).toEqual([])
  await press('签到: 陈晨')
  expect(await screen.findByText('等着送出')).toBeTruthy()
  await waitFor(() => expect(sent(asked, 'NoteComing')[0]).toMatchObject({ shift: 's1', person: 'chen', at: expect.any(String) }))
  expect(sent(asked, 'OnDuty')[0]).toMatchObject({ grid: 'g1', from: '2020-01-28T16:00:00.000Z', until: '2020-01-29T17:00:00.000Z' })
})

test('the code of a place is shown large, and another one is fetched when its minute is over', async () => {
  vi.useFakeTimers({ now: new Date('2020-01-29T11:00:00Z'), toFake: ['Date', 'setTimeout', 'clearTimeout'], shouldAdvanceTime: true })
  let minute = 0
  const { asked } = server(answers({
    PlaceCode: () => done({ shift: planned(), placeCode: { __typename: 'PlaceCode', url: `https://x/shifts/s1?code=${++minute}`, qr: 'data:image/svg+xml,x', digits: `00000${minute}`, expiresAt: `2020-01-29T11:0${minute}:00Z` } }),
  }))
  const { container } = await open('planning/PlacePage', { id: 's1' })
  expect(await screen.findByText('000001')).toBeTruthy()
  expect(screen.getByRole('img', { name: '签到二维码: https://x/shifts/s1?code=1' })).toBeTruthy()
  expect(await stumbles(container)).toEqual([])
  await waitFor(() => expect(container.querySelector('[aria-busy=true]')).toBeNull())
  await vi.advanceTimersByTimeAsync(62_000)
  expect(await screen.findByText('000002')).toBeTruthy()
  expect(sent(asked, 'PlaceCode')).toHaveLength(2)
})

test('all counted hours are approved at once, one is put right by hand', async () => {
  const counted = planned({ isOver: true, signups: [place({ state: 'STOOD', minutes: 690, wentAt: '2020-01-29T10:00:00Z' }), place({ id: 'p2', who: '周洋', person: 'zhou', state: 'MISSED' })] })
  const { asked } = server(answers({ Unapproved: () => done({ grid, shifts: page([counted]) }), ApproveHours: () => 'no signal' }))
  const { container } = await open('planning/Hours', { grid: 'g1' })
  expect(await screen.findByText('记了 11.5 小时')).toBeTruthy()
  expect(screen.getByText('没有签到记录')).toBeTruthy()
  expect(await screen.findByRole('table', { name: '排得公平吗' })).toBeTruthy()
  expect(await stumbles(container)).toEqual([])
  await press('改: 周洋')
  const sheet = screen.getByRole('dialog')
  await type('小时', 8, sheet)
  await type('分钟', 30, sheet)
  await press('确认', sheet)
  await waitFor(() => expect(sent(asked, 'ApproveHours')[0]).toMatchObject({ signup: 'p2', minutes: 510 }))
  await press('全部确认（1 个）')
  await waitFor(() => expect(screen.queryByRole('button', { name: /全部确认/ })).toBeNull())
})

test('all are approved is said where nothing waits, however old; a time is chosen for fairness only', async () => {
  const old = planned({ startsAt: '2019-09-01T00:00:00Z', endsAt: '2019-09-01T04:00:00Z', isOver: true, signups: [place({ state: 'STOOD', minutes: 240, wentAt: '2019-09-01T04:00:00Z' })] })
  const { asked, then } = server(answers({ Unapproved: () => done({ grid, shifts: page([old]) }) }))
  await open('planning/Hours', { grid: 'g1' })
  expect(await screen.findByText('记了 4 小时')).toBeTruthy()
  await fireEvent.click(screen.getByRole('radio', { name: '这一周' }))
  await waitFor(() => expect(sent(asked, 'Fairness')).toHaveLength(2))
  expect(screen.getByText('记了 4 小时')).toBeTruthy()
  expect(sent(asked, 'Unapproved')).toEqual([{ grid: 'g1', first: 50 }])
  expect(screen.queryByText('都确认过了')).toBeNull()
  then(answers({ ApproveHours: () => done({ approveHours: { ...old, signups: [place({ state: 'STOOD', minutes: 240, wentAt: '2019-09-01T04:00:00Z', approvedAt: '2020-01-29T11:00:00Z' })] } }) }))
  await press('确认: 陈晨')
  expect(await screen.findByText('都确认过了')).toBeTruthy()
})
