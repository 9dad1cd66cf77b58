import { screen, waitFor, within } from '@testing-library/svelte'
import { expect, test, vi } from 'vitest'
import { server } from '../../graph/testing/server'
import { stumbles } from '../../ui/testing/axe'
import { close, open, press, sent, type } from '../testing/page'
import { place } from '../testing/shifts'
import { during, one } from '../testing/standing'

const minuteOf = (at: string) => (Date.parse(at) / 60_000).toString(16)

test('the address that the place shows checks in at once, and is used only once', async () => {
  vi.setSystemTime(during)
  const code = `${minuteOf(during)}.0123456789abcdef`
  const { asked } = server(one({ mine: place() }, { CheckIn: () => 'no signal' }))
  await open('standing/OneShift', { id: 's1' }, `/shifts/s1?code=${code}`)
  await waitFor(() => expect(sent(asked, 'CheckIn')[0]).toMatchObject({ shift: 's1', code }))
  expect(await screen.findByText('✓ 14:00 签到')).toBeTruthy()
  expect(location.search).toBe('')
  expect(sent(asked, 'CheckOut')).toEqual([])
})

test('the same address opened again is no going; one shown later asks first', async () => {
  vi.setSystemTime('2020-01-30T12:05:00Z')
  const came = place({ cameAt: '2020-01-30T00:00:00+00:00' })
  const { asked } = server(one({ mine: came }, { CheckOut: () => 'no signal' }))
  await open('standing/OneShift', { id: 's1' }, `/shifts/s1?code=${minuteOf('2020-01-30T00:00:00Z')}.0123456789abcdef`)
  expect(await screen.findByText(/已经签到了/)).toBeTruthy()
  expect(sent(asked, 'CheckOut')).toEqual([])
  close()

  const code = `${minuteOf('2020-01-30T12:04:00Z')}.0123456789abcdef`
  await open('standing/OneShift', { id: 's1' }, `/shifts/s1?code=${code}`)
  expect(await screen.findByText(/现在签退吗/)).toBeTruthy()
  expect(sent(asked, 'CheckOut')).toEqual([])
  await press('签退')
  await waitFor(() => expect(sent(asked, 'CheckOut')[0]).toMatchObject({ shift: 's1', code }))
})

test('where nothing can be scanned six digits are typed', async () => {
  vi.setSystemTime(during)
  const { asked } = server(one({ mine: place() }, { CheckIn: () => 'no signal' }))
  const { container } = await open('standing/OneShift', { id: 's1' })
  await press('扫码签到')
  const sheet = screen.getByRole('dialog')
  expect(await within(sheet).findByText(/这部手机不能在这里扫码，没关系/)).toBeTruthy()
  await press('签到', sheet)
  expect(within(sheet).getByText('请输入六个数字。')).toBeTruthy()
  expect(await stumbles(container)).toEqual([])
  await type('二维码下面的六个数字', '483920', sheet)
  await press('签到', sheet)
  await waitFor(() => expect(sent(asked, 'CheckIn')[0]).toMatchObject({ shift: 's1', code: `${minuteOf(during)}.483920` }))
})

test('at a desk at home a tap is enough', async () => {
  vi.setSystemTime(during)
  const { asked } = server(one({ kind: 'REMOTE_DESK', mine: place() }, { CheckIn: () => 'no signal' }))
  await open('standing/OneShift', { id: 's1' })
  await press('开始值班')
  await waitFor(() => expect(sent(asked, 'CheckIn')[0]).toMatchObject({ shift: 's1', code: '' }))
  expect(await screen.findByRole('button', { name: '结束值班' })).toBeTruthy()
})
