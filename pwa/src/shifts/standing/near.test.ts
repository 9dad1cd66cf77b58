import { screen, waitFor, within } from '@testing-library/svelte'
import { expect, test } from 'vitest'
import { done, refused, server } from '../../graph/testing/server'
import { stumbles } from '../../ui/testing/axe'
import { open, press, sent } from '../testing/page'
import { listed, page, place, role, whole } from '../testing/shifts'
import { answers, full, one, refusal, sendNow } from '../testing/standing'

const overlapping = refusal('ShiftOverlaps', '和另一个班次时间重叠。')

test('shifts near are listed by day, with the reason on each that I cannot take', async () => {
  const night = { id: 's2', startsAt: '2020-01-30T12:00:00+00:00', endsAt: '2020-01-31T00:00:00+00:00' }
  server(answers({
    NearShifts: () => done({ shifts: page([
      listed(),
      listed({ ...night, roles: [role({ whyNot: overlapping })] }),
      listed({ id: 's3', startsAt: '2020-02-01T01:00:00+00:00', endsAt: '2020-02-01T03:00:00+00:00', roles: [role({ taken: 2, waiting: 1, whyNot: full })] }),
    ]) }),
  }))
  const { container } = await open('standing/Shifts')
  expect(await screen.findByText('明天')).toBeTruthy()
  expect(screen.getByText('2月1日 周六')).toBeTruthy()
  const [first, second, third] = screen.getAllByRole('article') as [HTMLElement, HTMLElement, HTMLElement]
  expect(within(first).getByText('08:00–20:00')).toBeTruthy()
  expect(within(first).getByText('还缺 1 人')).toBeTruthy()
  expect(within(first).getByRole('button', { name: '我来' })).toBeTruthy()
  expect(within(second).getByText('20:00–次日 08:00')).toBeTruthy()
  expect(within(second).getByText('和另一个班次时间重叠。')).toBeTruthy()
  expect(within(second).queryByRole('button')).toBeNull()
  expect(within(third).getByText('候补 1 人')).toBeTruthy()
  expect(within(third).getByRole('button', { name: '排候补' })).toBeTruthy()
  expect(await stumbles(container)).toEqual([])
})

test('one press joins, without signal too, and what was taken stays in sight', async () => {
  let hasSignal = false
  const { asked } = server(answers({
    NearShifts: () => done({ shifts: page([listed(hasSignal ? { roles: [role({ taken: 2 })], mine: place() } : {})]) }),
    JoinShift: () => (hasSignal ? done({ joinShift: whole({ roles: [role({ taken: 2 })], mine: place() }) }) : 'no signal'),
  }))
  const { container } = await open('standing/Shifts')
  await press('我来')
  expect(await screen.findByText('等着送出')).toBeTruthy()
  expect(screen.getByText('已排上')).toBeTruthy()
  expect(screen.queryByRole('button', { name: '我来' })).toBeNull()
  expect(await stumbles(container)).toEqual([])

  hasSignal = true
  await sendNow()
  await waitFor(() => expect(screen.queryByText('等着送出')).toBeNull())
  expect(screen.getByText('已排上')).toBeTruthy()
  const joins = sent(asked, 'JoinShift')
  expect(new Set(joins.map(({ key }) => key)).size).toBe(1)
  expect(joins[0]).toMatchObject({ shift: 's1', role: 'r1', mayWait: false })
})

test('who comes too late is told why, and can wait for a place', async () => {
  let isFull = false
  const { asked } = server(answers({
    NearShifts: () => done({ shifts: page([listed(isFull ? { roles: [role({ taken: 2, whyNot: full })] } : {})]) }),
    JoinShift: ({ variables }) => {
      isFull = true
      return variables.mayWait ? done({ joinShift: whole({ roles: [role({ taken: 2 })], mine: place({ state: 'WAITING', waitingPlace: 1 }) }) }) : refused('joinShift', 'ShiftFull', full.message)
    },
  }))
  await open('standing/Shifts')
  await press('我来')
  expect(await screen.findByText('未成功')).toBeTruthy()
  await press('排候补')
  expect(await screen.findByText('候补')).toBeTruthy()
  await waitFor(() => expect(sent(asked, 'JoinShift')[1]).toMatchObject({ mayWait: true }))
  expect(screen.queryByText('未成功')).toBeNull()
})

test('each role of a shift has its own button or reason', async () => {
  server(one({ roles: [role({ name: '配药水', qualifications: ['HEALTH_CERTIFICATE'], whyNot: refusal('QualificationMissing', '要有“健康证”。') }), role({ id: 'r2', name: '喷洒' })], byApproval: true }))
  const { container } = await open('standing/OneShift', { id: 's1' })
  expect(await screen.findByText('要有“健康证”。')).toBeTruthy()
  expect(screen.queryByText('要有：健康证')).toBeNull()
  expect(screen.queryByRole('button', { name: '报名：配药水' })).toBeNull()
  expect(screen.getByRole('button', { name: '报名：喷洒' })).toBeTruthy()
  expect(await stumbles(container)).toEqual([])
})
