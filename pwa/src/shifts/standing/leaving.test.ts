import { screen, waitFor, within } from '@testing-library/svelte'
import { expect, test, vi } from 'vitest'
import { done, server } from '../../graph/testing/server'
import { stumbles } from '../../ui/testing/axe'
import { open, press, sent } from '../testing/page'
import { place, whole } from '../testing/shifts'
import { one } from '../testing/standing'

test('leaving in time is one reason; leaving late says so, and offers to ask somebody else first', async () => {
  const { asked } = server(one({ mine: place() }, { LeaveShift: () => 'no signal' }))
  const { container } = await open('standing/OneShift', { id: 's1' })
  await press('退出')
  expect(within(screen.getByRole('dialog')).queryByText(/会记为临时退出/)).toBeNull()
  await press('关闭')
  vi.setSystemTime('2020-01-29T12:30:00Z')
  document.dispatchEvent(new Event('visibilitychange'))
  await press('退出')
  const sheet = screen.getByRole('dialog')
  expect(within(sheet).getByText(/会记为临时退出/)).toBeTruthy()
  expect(within(sheet).getByRole('button', { name: '找人换班' })).toBeTruthy()
  expect(await stumbles(container)).toEqual([])
  await press('身体不舒服', sheet)
  await waitFor(() => expect(sent(asked, 'LeaveShift')[0]).toMatchObject({ shift: 's1', reason: '身体不舒服', at: '2020-01-29T12:30:00.000Z' }))
  expect(await screen.findByText('等着送出')).toBeTruthy()
  expect(screen.queryByRole('button', { name: '退出' })).toBeNull()
})

test('after a move one is asked again, and says yes or no', async () => {
  const { asked } = server(one({ mine: place({ askedAgainAt: '2020-01-29T10:00:00+00:00' }) }, { ConfirmShift: () => done({ confirmShift: whole({ mine: place() }) }) }))
  const { container } = await open('standing/OneShift', { id: 's1' })
  expect(await screen.findByText('时间改了，您还来吗？')).toBeTruthy()
  expect(screen.getByText('待确认')).toBeTruthy()
  expect(screen.queryByText('已排上')).toBeNull()
  expect(screen.getByRole('button', { name: '来不了' })).toBeTruthy()
  // The yes is in reach of the thumb, below all that is to be read.
  expect(screen.getByRole('button', { name: '还来' }).closest('article')).toBeNull()
  expect(await stumbles(container)).toEqual([])
  await press('还来')
  await waitFor(() => expect(screen.queryByText('时间改了，您还来吗？')).toBeNull())
  expect(screen.getByText('已排上')).toBeTruthy()
  await waitFor(() => expect(sent(asked, 'ConfirmShift')[0]).toMatchObject({ shift: 's1' }))
})
