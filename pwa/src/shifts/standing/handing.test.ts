import { screen, waitFor } from '@testing-library/svelte'
import { expect, test, vi } from 'vitest'
import { done, server } from '../../graph/testing/server'
import { stumbles } from '../../ui/testing/axe'
import { close, open, press, sent, type } from '../testing/page'
import { place, role, whole } from '../testing/shifts'
import { answers, during, full, one, sendNow, theirs } from '../testing/standing'

test('a place is offered to one person or to everybody, and kept after all', async () => {
  const offered = place({ offeredAt: '2020-01-29T11:00:00+00:00', offeredTo: '周洋' })
  const { asked } = server(one({ mine: place() }, {
    ShiftTakers: () => done({ takers: [{ __typename: 'ShiftTaker', id: 'zhou', name: '周*' }] }),
    OfferShift: () => done({ offerShift: whole({ mine: offered }) }),
    KeepShift: () => 'no signal',
  }))
  await open('standing/OneShift', { id: 's1' })
  await press('找人换班')
  const sheet = screen.getByRole('dialog')
  expect(await stumbles(sheet)).toEqual([])
  await press('请周*', sheet)
  expect(await screen.findByText('您请了周洋替您。答应以前，还是您来。')).toBeTruthy()
  expect(sent(asked, 'OfferShift')[0]).toMatchObject({ shift: 's1', to: 'zhou' })
  await press('不换了，我来')
  await waitFor(() => expect(sent(asked, 'KeepShift')[0]).toMatchObject({ shift: 's1' }))
  expect(await screen.findByRole('button', { name: '找人换班' })).toBeTruthy()
})

test('what somebody offers to me by name is taken with one press, and they who cannot are told why', async () => {
  const offered = theirs({ offeredAt: '2020-01-29T10:00:00+00:00', isOfferedToMe: true, mayTake: true })
  const { asked, then } = server(one({ signups: [offered], roles: [role({ taken: 2, whyNot: full })] }, { TakeShift: () => done({ takeShift: whole({ mine: place() }) }) }))
  const { container } = await open('standing/OneShift', { id: 's1' })
  expect(await screen.findByText('周*想请您替这一班')).toBeTruthy()
  // Whoever can have this place is not told to wait for one.
  expect(screen.queryByText(full.message)).toBeNull()
  expect(screen.queryByText('人够了')).toBeNull()
  expect(screen.getByText('可以接班')).toBeTruthy()
  expect(screen.queryByRole('button', { name: '排候补' })).toBeNull()
  expect(await stumbles(container)).toEqual([])
  then(one({ signups: [], mine: place() }, { TakeShift: () => done({ takeShift: whole({ mine: place() }) }) }))
  await press('我来接')
  expect(await screen.findByText('已排上')).toBeTruthy()
  await waitFor(() => expect(sent(asked, 'TakeShift')[0]).toMatchObject({ signup: 'p2' }))
  expect(screen.queryByText('周*想请您替这一班')).toBeNull()
  close()

  server(one({ signups: [{ ...offered, mayTake: false }] }))
  await open('standing/OneShift', { id: 's1' })
  expect(await screen.findByText(/您这时候接不了/)).toBeTruthy()
  expect(screen.queryByRole('button', { name: '我来接' })).toBeNull()
})

test('of several roles only the one whose place is on offer says so', async () => {
  const roles = [role({ name: '登记', taken: 2, whyNot: full }), role({ id: 'r2', name: '测温', taken: 2, whyNot: full })]
  server(one({ roles, signups: [theirs({ role: 'r2', offeredAt: '2020-01-29T10:00:00+00:00', mayTake: true })] }))
  await open('standing/OneShift', { id: 's1' })
  const said = async (name: string) => (await screen.findByText(name)).closest('p')!.textContent!.replace(/\s+/g, ' ').trim()
  expect([await said('登记'), await said('测温')]).toEqual(['登记 人够了', '测温 可以接班'])
})

test('where a leader approves, I ask for it once and wait for the yes, without signal too', async () => {
  let hasSignal = false
  const offered = theirs({ offeredAt: '2020-01-29T10:00:00+00:00', mayTake: true })
  const asks = { byApproval: true, signups: [{ ...offered, isAskedFor: true, mayTake: false }], mine: place({ state: 'ASKED', insteadOf: '周*' }) }
  const { asked } = server(answers({
    OneShift: () => done({ shift: whole(hasSignal ? asks : { byApproval: true, signups: [offered], roles: [role({ taken: 2, whyNot: full })] }) }),
    TakeShift: () => (hasSignal ? done({ takeShift: whole(asks) }) : 'no signal'),
  }))
  const { container } = await open('standing/OneShift', { id: 's1' })
  expect(await screen.findByText('网格长同意以后，这一班就是您的。')).toBeTruthy()
  expect(await stumbles(container)).toEqual([])
  await press('我想接')
  expect(await screen.findByText('等网格长同意')).toBeTruthy()
  expect(screen.queryByRole('button', { name: '我想接' })).toBeNull()
  hasSignal = true
  await sendNow()
  expect(await screen.findByText('您想接周*的班，正在等网格长同意。')).toBeTruthy()
  expect(screen.queryByText('周*想换班')).toBeNull()
  expect(await stumbles(container)).toEqual([])
  expect(new Set(sent(asked, 'TakeShift').map(({ key }) => key)).size).toBe(1)
})

test('while a leader decides, its owner still comes, and others hear that somebody asked for it', async () => {
  const mine = place({ offeredAt: '2020-01-29T10:00:00+00:00', isAskedFor: true })
  server(one({ byApproval: true, mine }))
  await open('standing/OneShift', { id: 's1' })
  expect(await screen.findByText('有人愿意接，正在等网格长同意。同意以前，还是您来。')).toBeTruthy()
  expect(screen.getByRole('button', { name: '不换了，我来' })).toBeTruthy()
  close()

  server(one({ byApproval: true, signups: [theirs({ offeredAt: '2020-01-29T10:00:00+00:00', isOfferedToMe: true, isAskedFor: true })] }))
  await open('standing/OneShift', { id: 's1' })
  expect(await screen.findByText('已经有人愿意接，正在等网格长答复。')).toBeTruthy()
  expect(screen.queryByRole('button', { name: '我想接' })).toBeNull()
})

test('what the shift before wrote is read and taken over, and something is written for the next', async () => {
  const before = { __typename: 'ShiftReport', text: '体温枪在抽屉里', who: '周*', at: '2020-01-30T00:00:00+00:00', confirmedBy: null, confirmedAt: null }
  vi.setSystemTime(during)
  const { asked } = server(one({ mine: place({ cameAt: '2020-01-30T00:00:00+00:00' }), before, beforeShift: 's0', mayConfirmBefore: true }, {
    ConfirmShiftReport: () => 'no signal',
    ReportShift: () => 'no signal',
  }))
  const { container } = await open('standing/OneShift', { id: 's1' })
  expect(await screen.findByText('体温枪在抽屉里')).toBeTruthy()
  expect(await stumbles(container)).toEqual([])
  await press('看过了，确认交接')
  await waitFor(() => expect(sent(asked, 'ConfirmShiftReport')[0]).toMatchObject({ shift: 's0', seen: before.at }))
  expect(screen.queryByRole('button', { name: '看过了，确认交接' })).toBeNull()

  await press('写交接记录')
  await press('交给下一班')
  expect(screen.getByText('请写一句。没有事就写“一切正常”。')).toBeTruthy()
  await type(/下一班要知道什么/, '一切正常')
  await press('交给下一班')
  expect(await screen.findByText('一切正常')).toBeTruthy()
  expect(screen.getByRole('button', { name: '改交接记录' })).toBeTruthy()
})

test('where somebody else wrote to the next shift meanwhile, theirs stands beside mine and nothing is lost', async () => {
  const theirs = { __typename: 'ShiftReport', text: '钥匙在门卫', who: '周*', at: '2020-01-30T05:00:00+00:00', confirmedBy: null, confirmedAt: null }
  const mine = place({ cameAt: '2020-01-30T00:00:00+00:00' })
  vi.setSystemTime(during)
  let shift = whole({ mine, version: 2 })
  const { asked } = server(answers({
    OneShift: () => done({ shift }),
    ReportShift: () => {
      const isMine = !!shift.report
      shift = whole({ mine, report: isMine ? { ...theirs, text: '一切正常', who: '陈*' } : theirs, version: isMine ? 5 : 4 })
      return done({ reportShift: isMine ? shift : { __typename: 'Changed', message: '别人刚刚改过。', version: 4, now: shift } })
    },
  }))
  const { container } = await open('standing/OneShift', { id: 's1' })
  await press('写交接记录')
  await type(/下一班要知道什么/, '一切正常')
  await press('交给下一班')
  await waitFor(() => expect(sent(asked, 'ReportShift')[0]).toMatchObject({ text: '一切正常', version: 2 }))
  const wrote = await screen.findByText('您写的：')
  expect(wrote.parentElement?.textContent).toContain('一切正常')
  expect((await screen.findAllByText(/钥匙在门卫/)).length).toBe(2)
  expect(await stumbles(container)).toEqual([])
  await press('还是按我写的改')
  await waitFor(() => expect(sent(asked, 'ReportShift')[1]).toMatchObject({ text: '一切正常', version: 4 }))
  await waitFor(() => expect(screen.queryByText('钥匙在门卫')).toBeNull())
})
