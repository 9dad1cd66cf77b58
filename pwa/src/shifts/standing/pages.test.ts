import { screen, waitFor, within } from '@testing-library/svelte'
import { expect, test, vi } from 'vitest'
import { done, refused, server } from '../../graph/testing/server'
import { stumbles } from '../../ui/testing/axe'
import { answering, close, linkOf, open, press, sent, type } from '../testing/page'
import { duty, listed, page, place, role, whole } from '../testing/shifts'

const me = {
  me: { __typename: 'Me', id: 'me', name: '陈晨', language: 'ZH_HANS', timeZone: 'Asia/Shanghai', posts: [] },
  myVolunteering: { __typename: 'Volunteer', id: 'v1', state: 'APPROVED' }, myHousehold: null,
}
const refusal = (code: string, message: string) => ({ __typename: code, message })
const overlapping = refusal('ShiftOverlaps', '和另一个班次时间重叠。')
const full = refusal('ShiftFull', '人已经够了，可以排候补。')
/** While the shift of the builders is stood. */
const during = '2020-01-30T06:00:00Z'

/** What the server usually answers. */
const answers = answering({
  Me: () => done(me),
  NearShifts: () => done({ shifts: page([listed()]) }),
  MyDuties: () => done({ myShifts: page([]) }),
  MyCalendar: () => done({ calendarFeed: null }),
  ShiftTakers: () => done({ takers: [] }),
})
const one = (what: object, more: Parameters<typeof answers>[0] = {}) => answers({ OneShift: () => done({ shift: whole(what) }), ...more })
const sendNow = async () => (await import('../../graph/sending.svelte')).send(true)

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

test('whoever is on a shift reads where, what to bring and whom to call, and who else comes', async () => {
  const other = { __typename: 'Signup', id: 'p2', role: 'r1', state: 'JOINED', who: '周*', isMine: false, offeredAt: null, isOfferedToMe: false, mayTake: false }
  server(one({ mine: place(), signups: [other] }))
  const { container } = await open('standing/OneShift', { id: 's1' })
  expect(await screen.findByText('水杯')).toBeTruthy()
  expect(screen.getByText('测体温，登记外来人员')).toBeTruthy()
  expect(linkOf('打电话给王芳')).toBe('tel:+8613800000003')
  expect(screen.getByText(/周\*/)).toBeTruthy()
  expect(await stumbles(container)).toEqual([])
})

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
  await waitFor(() => expect(sent(asked, 'LeaveShift')[0]).toMatchObject({ shift: 's1', reason: '身体不舒服' }))
  expect(await screen.findByText('等着送出')).toBeTruthy()
  expect(screen.queryByRole('button', { name: '退出' })).toBeNull()
})

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
  const theirs = { __typename: 'Signup', id: 'p2', role: 'r1', state: 'JOINED', who: '周*', isMine: false, offeredAt: '2020-01-29T10:00:00+00:00', isOfferedToMe: true, mayTake: true }
  const { asked, then } = server(one({ signups: [theirs], roles: [role({ taken: 2, whyNot: full })] }, { TakeShift: () => done({ takeShift: whole({ mine: place() }) }) }))
  const { container } = await open('standing/OneShift', { id: 's1' })
  expect(await screen.findByText('周*想请您替这一班')).toBeTruthy()
  expect(await stumbles(container)).toEqual([])
  then(one({ signups: [], mine: place() }, { TakeShift: () => done({ takeShift: whole({ mine: place() }) }) }))
  await press('我来接')
  expect(await screen.findByText('已排上')).toBeTruthy()
  await waitFor(() => expect(sent(asked, 'TakeShift')[0]).toMatchObject({ signup: 'p2' }))
  expect(screen.queryByText('周*想请您替这一班')).toBeNull()
  close()

  server(one({ signups: [{ ...theirs, mayTake: false }] }))
  await open('standing/OneShift', { id: 's1' })
  expect(await screen.findByText(/您这时候接不了/)).toBeTruthy()
  expect(screen.queryByRole('button', { name: '我来接' })).toBeNull()
})

test('after a move one is asked again, and says yes or no', async () => {
  const { asked } = server(one({ mine: place({ askedAgainAt: '2020-01-29T10:00:00+00:00' }) }, { ConfirmShift: () => done({ confirmShift: whole({ mine: place() }) }) }))
  const { container } = await open('standing/OneShift', { id: 's1' })
  expect(await screen.findByText('时间改了，您还来吗？')).toBeTruthy()
  expect(screen.getByRole('button', { name: '来不了' })).toBeTruthy()
  expect(await stumbles(container)).toEqual([])
  await press('还来')
  await waitFor(() => expect(screen.queryByText('时间改了，您还来吗？')).toBeNull())
  await waitFor(() => expect(sent(asked, 'ConfirmShift')[0]).toMatchObject({ shift: 's1' }))
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
  await waitFor(() => expect(sent(asked, 'ConfirmShiftReport')[0]).toMatchObject({ shift: 's0' }))
  expect(screen.queryByRole('button', { name: '看过了，确认交接' })).toBeNull()

  await press('写交接记录')
  await press('交给下一班')
  expect(screen.getByText('请写一句。没有事就写“一切正常”。')).toBeTruthy()
  await type(/下一班要知道什么/, '一切正常')
  await press('交给下一班')
  expect(await screen.findByText('一切正常')).toBeTruthy()
  expect(screen.getByRole('button', { name: '改交接记录' })).toBeTruthy()
})

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

test('my duties show the next one large, then the others, and those stood with their hours', async () => {
  const later = duty({ id: 's2', place: '南门', startsAt: '2020-02-01T00:00:00+00:00', endsAt: '2020-02-01T12:00:00+00:00' }, { id: 'p2', state: 'WAITING', waitingPlace: 2 })
  const stood = duty({ id: 's0', place: '西门', startsAt: '2020-01-28T00:00:00+00:00', endsAt: '2020-01-28T08:00:00+00:00' }, { id: 'p0', state: 'STOOD', minutes: 450, approvedAt: '2020-01-28T09:00:00+00:00' })
  server(answers({ MyDuties: ({ variables }) => done({ myShifts: page(variables.past ? [stood] : [duty(), later]) }) }))
  const { container } = await open('standing/Duties')
  expect(await screen.findByRole('heading', { name: '下一班：守卡口' })).toBeTruthy()
  expect(screen.getByText('明天 08:00–20:00')).toBeTruthy()
  expect(screen.getByText('候补第 2 位。轮到您会马上告诉您。')).toBeTruthy()
  expect(await stumbles(container)).toEqual([])
  screen.getByRole('radio', { name: '值过的' }).click()
  expect(await screen.findByText(/共 7 小时 30 分钟/)).toBeTruthy()
  expect(screen.getByText('网格长已确认')).toBeTruthy()
  expect(screen.queryByText('水杯')).toBeNull()
})

test('what was joined without signal is among my duties before the server knows, and says why it was refused', async () => {
  const { submit } = await import('../../graph/submit')
  const { JoinShift } = await import('./documents')
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
