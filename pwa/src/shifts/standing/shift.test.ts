import { screen } from '@testing-library/svelte'
import { expect, test } from 'vitest'
import { done, server } from '../../graph/testing/server'
import { stumbles } from '../../ui/testing/axe'
import { close, linkOf, open } from '../testing/page'
import { duty, page, place } from '../testing/shifts'
import { answers, one, theirs } from '../testing/standing'

test('whoever is on a shift reads where, what to bring and whom to call, and who else comes', async () => {
  const other = theirs()
  server(one({ mine: place(), signups: [other] }))
  const { container } = await open('standing/OneShift', { id: 's1' })
  expect(await screen.findByText('水杯')).toBeTruthy()
  expect(screen.getByText('测体温，登记外来人员')).toBeTruthy()
  expect(linkOf('打电话给王芳')).toBe('tel:+8613800000003')
  expect(screen.getByText(/周\*/)).toBeTruthy()
  expect(await stumbles(container)).toEqual([])
})

test('without signal a shift that was never opened shows what my list said of it', async () => {
  const { then } = server(answers({ MyDuties: () => done({ myShifts: page([duty()]) }) }))
  await open('standing/Duties')
  await screen.findByText('水杯')
  close()
  then(() => 'no signal')
  await open('standing/OneShift', { id: 's1' })
  expect(await screen.findByText('水杯')).toBeTruthy()
  expect(screen.getByText('没有信号，只能看到一部分。')).toBeTruthy()
  expect(screen.getByRole('button', { name: '退出' })).toBeTruthy()
})

test('a shift that is not there leads back to the list', async () => {
  server(answers({ OneShift: () => done({ shift: null }) }))
  await open('standing/OneShift', { id: 's9' })
  expect(await screen.findByText('没有找到这个班次')).toBeTruthy()
  expect(linkOf('回到列表')).toBe('/shifts')
})

test('whoever stood what ended early reads why', async () => {
  server(one({ endsAt: '2020-01-29T10:00:00+00:00', startsAt: '2020-01-29T06:00:00+00:00', reason: '下雨了', mine: place({ state: 'STOOD', cameAt: '2020-01-29T06:00:00+00:00', wentAt: '2020-01-29T10:00:00+00:00', minutes: 240 }) }))
  const { container } = await open('standing/OneShift', { id: 's1' })
  expect(await screen.findByText('这一班提前结束了。 原因：下雨了')).toBeTruthy()
  expect(await stumbles(container)).toEqual([])
})

test('whoever had not come when it ended early did not leave it', async () => {
  server(one({ startsAt: '2020-01-29T06:00:00+00:00', endsAt: '2020-01-29T10:00:00+00:00', reason: '', mine: place({ state: 'LEFT' }) }))
  await open('standing/OneShift', { id: 's1' })
  expect(await screen.findByText('这一班结束了。')).toBeTruthy()
  expect(screen.queryByText(/已退出/)).toBeNull()
})
