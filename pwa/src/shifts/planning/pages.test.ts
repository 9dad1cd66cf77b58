import { fireEvent, screen, waitFor, within } from '@testing-library/svelte'
import { beforeEach, expect, test, vi } from 'vitest'
import { done, failed, refused, server } from '../../graph/testing/server'
import { stumbles } from '../../ui/testing/axe'
import { answering, linkOf, open, press, sent, type } from '../testing/page'
import { grid, led, me, page, place, planned, role, tally, week } from './testing/duty'

const candidates = [
  { __typename: 'ShiftCandidate', id: 'zhou', name: '周洋', whyNot: null },
  { __typename: 'ShiftCandidate', id: 'wu', name: '吴倩', whyNot: { __typename: 'TooLittleRest', message: '中间要休息满 8 小时。' } },
]
const full = planned({ roles: [role({ taken: 2 })], signups: [place(), place({ id: 'p2', who: '周洋', person: 'zhou' })] })
const asks = place({ id: 'p3', state: 'ASKED', who: '沈佳', person: 'shen' })
const contacts = [
  { __typename: 'ContactCandidate', id: 'wang', name: '王芳', isMe: true, hasPhone: true },
  { __typename: 'ContactCandidate', id: 'li', name: '李建平', isMe: false, hasPhone: true },
  { __typename: 'ContactCandidate', id: 'chen', name: '陈晨', isMe: false, hasPhone: false },
]

/** What the server usually answers. */
const answers = answering({
  Me: () => done(me),
  Week: () => done(week()),
  Candidates: () => done({ candidates }),
  LedShift: () => done({ shift: led() }),
  OnDuty: () => done({ grid, shifts: page([planned()]) }),
  ShiftLimits: () => done({ shiftLimits: { __typename: 'ShiftLimits', mostHoursADay: 12 } }),
  Contacts: () => done({ shiftContacts: contacts }),
  Fairness: () => done({ shiftFairness: [tally()] }),
})

/** A phone shows a day at a time; on a desk a whole week fits. */
const atADesk = (matches = true) => vi.stubGlobal('matchMedia', () => ({ matches, addEventListener: () => undefined }))

beforeEach(() => atADesk(false))

test('a week is seven days with what is missing in each, and one of them as cards', async () => {
  const { asked } = server(answers({}))
  const { container } = await open('planning/Duty')
  expect(await screen.findByText('这一周还缺 1 人')).toBeTruthy()
  expect(screen.getAllByText('1月27日 – 2月2日')[0]).toBeTruthy()
  const days = within(screen.getByRole('group', { name: '选一天' })).getAllByRole('button')
  expect(['周一 27 没有班', '周三 29 今天 缺 1 人', '周日 2 没有班'].map((name) => days.indexOf(screen.getByRole('button', { name })))).toEqual([0, 2, 6])
  expect(linkOf('20:00–次日 08:00')).toBe('/duty/shift/s1')
  expect(sent(asked, 'Week')).toEqual([{ grid: 'g1', day: '2020-01-27' }])
  expect(await stumbles(container)).toEqual([])
  await fireEvent.click(days[3]!)
  expect(screen.getByText('这一天没有班')).toBeTruthy()
  expect(linkOf('加一个班')).toBe('/duty/g1/new?day=2020-01-30')
})

test('another week is asked for, and where one was stays in the address', async () => {
  const { asked } = server(answers({}))
  await open('planning/Duty', { grid: 'g1' }, '/duty/g1?day=2020-02-05')
  await press('上一周')
  await waitFor(() => expect(sent(asked, 'Week').map(({ day }) => day)).toEqual(['2020-02-03', '2020-01-27']))
  expect(location.search).toBe('?day=2020-01-29')
})

test('a hole is pressed and filled with one press; why others cannot is said', async () => {
  const { asked } = server(answers({ AssignShift: () => done({ done: full }) }))
  await open('planning/Duty')
  await press('缺 1 人: 20:00–08:00 守卡口：北门卡口')
  const sheet = screen.getByRole('dialog')
  expect(await within(sheet).findByText('中间要休息满 8 小时。')).toBeTruthy()
  expect(within(sheet).queryByRole('button', { name: '吴倩' })).toBeNull()
  expect(await stumbles(sheet)).toEqual([])
  await press('周洋', sheet)
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  expect(sent(asked, 'AssignShift')).toEqual([{ shift: 's1', role: 'r1', person: 'zhou', key: expect.any(String) }])
  await waitFor(() => expect(screen.getByRole('button', { name: '周洋' })).toBeTruthy())
})

test('somebody else was put there first: it says so, and the sheet stays', async () => {
  server(answers({ AssignShift: () => refused('done', 'ShiftFull', '人已经够了，谢谢您！') }))
  await open('planning/Duty')
  await press('缺 1 人: 20:00–08:00 守卡口：北门卡口')
  await press('周洋', screen.getByRole('dialog'))
  expect(await within(screen.getByRole('dialog')).findByText('人已经够了，谢谢您！')).toBeTruthy()
})

test('somebody is taken off, with a reason', async () => {
  const { asked } = server(answers({ TakeOffShift: () => done({ done: planned({ roles: [role({ taken: 0 })], signups: [place({ state: 'LEFT' })] }) }) }))
  await open('planning/Duty')
  await press('陈晨')
  const sheet = screen.getByRole('dialog')
  expect(within(sheet).getByText('还没到')).toBeTruthy()
  await type(/为什么/, ' 调到别处 ', sheet)
  await press('从这一班换下', sheet)
  await waitFor(() => expect(sent(asked, 'TakeOffShift')[0]).toMatchObject({ shift: 's1', person: 'chen', reason: '调到别处' }))
  await waitFor(() => expect(screen.queryByRole('button', { name: '陈晨' })).toBeNull())
})

test('who would take over somebody\'s place is a wish that says whose', async () => {
  server(answers({ Week: () => done(week([planned({ byApproval: true, signups: [place({ offeredAt: '2020-01-29T09:00:00Z' }), { ...asks, insteadOf: '陈晨' }] })])) }))
  await open('planning/Duty')
  expect(await screen.findByText('沈佳想接陈晨的班')).toBeTruthy()
  expect(screen.queryByText('沈佳想来')).toBeNull()
})

test('wishes are granted at once, and declined in a few words', async () => {
  const { asked } = server(answers({ Week: () => done(week([planned({ byApproval: true, signups: [place(), asks] })])), ApproveSignup: () => done({ done: full }) }))
  await open('planning/Duty')
  await press('婉拒')
  await type(/为什么/, '这次人够了', screen.getByRole('dialog'))
  await press('婉拒', screen.getByRole('dialog'))
  await waitFor(() => expect(sent(asked, 'ApproveSignup')[0]).toMatchObject({ signup: 'p3', accepted: false, reason: '这次人够了' }))
})

test('who leads nothing, and who asks for a ground of others, is led to their own', async () => {
  server(answers({ Me: () => done({ ...me, me: { ...me.me, posts: [] } }), Week: () => failed('NotFound', '没有找到') }))
  await open('planning/Duty')
  expect(await screen.findByText('您现在不负责任何网格')).toBeTruthy()
  await open('planning/Duty', { grid: 'g9' })
  expect(await screen.findByText('这里的值班不归您安排')).toBeTruthy()
})

test('at a desk the whole week is a table; arrows lead from hole to hole', async () => {
  atADesk()
  const next = planned({ id: 's2', startsAt: '2020-01-30T12:00:00Z', endsAt: '2020-01-31T00:00:00Z', signups: [] })
  const { asked } = server(answers({ Week: () => done(week([planned(), next])), AssignShift: () => done({ done: full }) }))
  const { container } = await open('planning/Duty')
  const table = await screen.findByRole('table', { name: '一周值班表' })
  expect(within(table).getAllByRole('row')).toHaveLength(2)
  expect(await stumbles(container)).toEqual([])
  const [first, second] = within(table).getAllByRole('button', { name: /^缺 1 人/ })
  first!.focus()
  await fireEvent.keyDown(first!, { key: 'ArrowRight' })
  expect(document.activeElement).toBe(second)
  await fireEvent.drop(second!, { dataTransfer: { getData: () => 'chen' } })
  await waitFor(() => expect(sent(asked, 'AssignShift')[0]).toMatchObject({ shift: 's2', person: 'chen' }))
})

test('a week is printed with names, hours and empty lines for who is missing', async () => {
  server(answers({}))
  await open('planning/Duty')
  await screen.findByText('这一周还缺 1 人')
  const paper = document.querySelector('body > .paper')!
  expect(paper.querySelector('h1')!.textContent).toBe('第一网格值班表')
  expect([...paper.querySelectorAll('td p')].map(({ textContent }) => textContent)).toEqual(['陈晨', '＿＿＿＿'])
  expect(paper.querySelector('tbody th')!.textContent).toBe('20:00–08:00北门卡口守卡口')
})

test('a new shift is checked before it is sent, and can repeat', async () => {
  const { asked } = server(answers({ CreateShift: () => done({ done: led() }) }))
  const { container } = await open('planning/NewShift', { grid: 'g1' }, '/duty/g1/new?day=2020-02-01')
  await press('加上')
  expect(screen.getByText('请写在哪里。')).toBeTruthy()
  await type('在哪里', '北门')
  await type('开始', '20:00')
  await type('结束', '08:00')
  expect(screen.getByText('到第二天，共 12 小时')).toBeTruthy()
  await fireEvent.click(screen.getByRole('radio', { name: '每几天' }))
  await type('到哪一天为止', '2020-02-05')
  expect(screen.getByText('一共 3 个班：2月1日 周六、2月3日 周一、2月5日 周三。')).toBeTruthy()
  expect(await stumbles(container)).toEqual([])
  await press('加这 3 个班')
  await waitFor(() => expect(sent(asked, 'CreateShift')[0]).toMatchObject({
    grid: 'g1', repeats: 'FREQ=DAILY;INTERVAL=2;UNTIL=20200205T235959',
    input: { kind: 'GUARD', place: '北门', startsAt: '2020-02-01T12:00:00.000Z', endsAt: '2020-02-02T00:00:00.000Z', roles: [{ name: '', number: 2, qualifications: [] }] },
  }))
  await waitFor(() => expect(location.pathname + location.search).toBe('/duty/g1?day=2020-02-01'))
})

/** Chooses whom people call. */
async function call(name: string) {
  const select = screen.getByLabelText<HTMLSelectElement>(/^有事打给谁/)
  const option = within(select).getByRole<HTMLOptionElement>('option', { name })
  // happy-dom knows `:checked` of boxes only; Svelte reads a choice by it.
  select.querySelector = (() => option) as typeof select.querySelector
  await fireEvent.change(select)
}

test('a shift on chosen days of the week says its first days and the last; what the server cannot follow is said there', async () => {
  const { asked } = server(answers({ CreateShift: () => done({ done: { __typename: 'BadInput', message: '看不懂重复的规则。', field: 'repeats' } }) }))
  const { container } = await open('planning/NewShift', { grid: 'g1' }, '/duty/g1/new?day=2020-02-01')
  await type('在哪里', '北门')
  await fireEvent.click(screen.getByRole('radio', { name: '每周' }))
  expect(screen.getByText('一共 5 个班：2月1日 周六、2月8日 周六、2月15日 周六……最后一个是 2月29日 周六。')).toBeTruthy()
  for (const day of ['周一', '周六']) await fireEvent.click(screen.getByRole('checkbox', { name: day }))
  await fireEvent.click(screen.getByRole('radio', { name: '值满几次' }))
  await type('一共几次', 3)
  expect(screen.getByText('一共 3 个班：2月3日 周一、2月10日 周一、2月17日 周一。')).toBeTruthy()
  expect(await stumbles(container)).toEqual([])
  await press('加这 3 个班')
  await waitFor(() => expect(sent(asked, 'CreateShift')[0]).toMatchObject({ repeats: 'FREQ=WEEKLY;BYDAY=MO;COUNT=3' }))
  expect((await screen.findAllByText(/看不懂重复的规则。/)).length).toBe(2)
})

test('a shift longer than anybody may stand is said before it is saved', async () => {
  server(answers({}))
  await open('planning/NewShift', { grid: 'g1' })
  await type('开始', '08:00')
  await type('结束', '20:00')
  await waitFor(() => expect(screen.queryByText(/最多值 12 小时/)).toBeNull())
  await type('结束', '20:30')
  expect(await screen.findByText(/每人 24 小时里最多值 12 小时，这一班没有人能报名。请分成几班/)).toBeTruthy()
})

test('what the server cannot take is said at its field', async () => {
  server(answers({ CreateShift: () => done({ done: { __typename: 'BadInput', message: '请选一年以内的时间。', field: 'startsAt' } }) }))
  await open('planning/NewShift', { grid: 'g1' })
  await type('在哪里', '北门')
  await press('加上')
  await waitFor(() => expect(screen.getByLabelText('开始').getAttribute('aria-invalid')).toBe('true'))
})

test('people call whoever set the shift, or somebody else who has a number', async () => {
  const { asked } = server(answers({ CreateShift: () => done({ done: led() }) }))
  await open('planning/NewShift', { grid: 'g1' })
  await waitFor(() => expect(screen.getByLabelText(/^有事打给谁/)).toHaveProperty('value', 'wang'))
  expect(sent(asked, 'Contacts')).toEqual([{ grid: 'g1' }])
  await type('在哪里', '北门')
  await call('陈晨（没有电话）')
  expect(await screen.findByText(/这一位没有登记电话/)).toBeTruthy()
  await call('李建平')
  await waitFor(() => expect(screen.queryByText(/这一位没有登记电话/)).toBeNull())
  await press('加上')
  await waitFor(() => expect(sent(asked, 'CreateShift')[0]).toMatchObject({ input: { contact: 'li' } }))
})

test('who was called before and has gone is shown, and who is not chosen anew is not sent', async () => {
  const gone = { __typename: 'ShiftContact', person: 'zhao', name: '赵勇' }
  const { asked } = server(answers({ LedShift: () => done({ shift: led({ contact: gone }) }), ChangeShift: () => done({ done: led() }) }))
  await open('planning/ChangeShift', { id: 's1' })
  expect(await screen.findByText('赵勇已经不在这里任职或值班，请换一位。')).toBeTruthy()
  expect(screen.getByLabelText(/^有事打给谁/)).toHaveProperty('value', 'zhao')
  await press('保存')
  await waitFor(() => expect(sent(asked, 'ChangeShift')[0]).toMatchObject({ input: { contact: null } }))
})

test('several roles need names', async () => {
  const { asked } = server(answers({}))
  await open('planning/NewShift', { grid: 'g1' })
  await type('在哪里', '北门')
  await press('再加一种分工')
  await press('加上')
  expect(screen.getAllByText('几种分工要有不同的名称。')).toHaveLength(2)
  expect(sent(asked, 'CreateShift')).toEqual([])
})

test('a change says whom it tells; where somebody was quicker, it is tried again over what they wrote', async () => {
  let place = '北门卡口'
  const { asked } = server(answers({
    LedShift: () => done({ shift: led({ place, version: place === '东门' ? 4 : 3 }) }),
    ChangeShift: () => {
      place = '东门'
      return refused('done', 'Changed', '刚才别人改过了，请再看一看。')
    },
  }))
  const { container } = await open('planning/ChangeShift', { id: 's1' })
  expect(await screen.findByText(/会告诉已报名的 1 个人/)).toBeTruthy()
  expect(screen.getByLabelText('在哪里')).toHaveProperty('value', '北门卡口')
  expect(await stumbles(container)).toEqual([])
  await type('在哪里', '西门')
  await press('保存')
  expect(await screen.findByText('刚才别人改过了，请再看一看。')).toBeTruthy()
  expect(sent(asked, 'ChangeShift')[0]).toMatchObject({ shift: 's1', version: 3, input: { place: '西门' } })
  expect(await screen.findByText('东门')).toBeTruthy()
  expect(screen.getByLabelText('在哪里')).toHaveProperty('value', '西门')
  await press('保存')
  await waitFor(() => expect(sent(asked, 'ChangeShift')[1]).toMatchObject({ version: 4, input: { place: '西门' } }))
})

test('a change reaches those after it at the same hours, if so wished', async () => {
  const { asked } = server(answers({ LedShift: () => done({ shift: led({ isRepeated: true, alikeAfter: 11 }) }), ChangeShift: () => refused('done', 'PlacesTaken', '2月5日 20:00–次日 08:00 这一班已经有 2 人。') }))
  const { container } = await open('planning/ChangeShift', { id: 's1' })
  await screen.findByText('改哪些？')
  await type('在哪里', '南门')
  await fireEvent.click(screen.getByRole('radio', { name: /^这一班和以后同样时间的 11 班/ }))
  expect(screen.getByText(/每个人只收到一次通知/)).toBeTruthy()
  await type('开始', '21:00')
  expect(screen.queryByText(/只有这一班换日子/)).toBeNull()
  await type('哪一天', '2020-01-31')
  expect(screen.getByText(/只有这一班换日子/)).toBeTruthy()
  expect(await stumbles(container)).toEqual([])
  await press('保存')
  await waitFor(() => expect(sent(asked, 'ChangeShift')[0]).toMatchObject({ allFollowing: true, input: { place: '南门' } }))
  expect(await screen.findByText('2月5日 20:00–次日 08:00 这一班已经有 2 人。')).toBeTruthy()
})

test('one shift shows what it is about, and is called off with those after it', async () => {
  const excused = [place(), place({ id: 'p2', who: '周洋', state: 'LEFT', leftLate: true, reason: '身体不舒服' }), place({ id: 'p3', who: '李建平', state: 'LEFT', reason: '临时有事' })]
  const repeated = led({ excused, isRepeated: true, rota: { __typename: 'Rota', id: 'r', name: '两班制' }, report: { __typename: 'ShiftReport', text: '体温枪在抽屉', who: '陈晨', at: '2020-01-29T10:00:00Z', confirmedBy: '周洋' } })
  const { asked } = server(answers({ LedShift: () => done({ shift: repeated }), CancelShift: () => done({ done: { ...repeated, state: 'CANCELLED', reason: '卡口撤了' } }) }))
  const { container } = await open('planning/OneShift', { id: 's1' })
  expect(await screen.findByText('排班：两班制')).toBeTruthy()
  expect(screen.getByText('体温枪在抽屉')).toBeTruthy()
  expect(screen.getByText('临时退出：周洋 · 身体不舒服')).toBeTruthy()
  expect(screen.getByText('退出：李建平 · 临时有事')).toBeTruthy()
  expect(linkOf('签到二维码')).toBe('/duty/shift/s1/place')
  expect(await stumbles(container)).toEqual([])
  await press('取消这一班')
  const sheet = screen.getByRole('dialog')
  expect(within(sheet).getByText('会马上告诉这一班的 1 个人。')).toBeTruthy()
  await fireEvent.click(within(sheet).getByRole('radio', { name: '这一班和以后的' }))
  await press('取消这一班和以后的', sheet)
  await waitFor(() => expect(sent(asked, 'CancelShift')[0]).toMatchObject({ shift: 's1', allFollowing: true, reason: '' }))
  expect(await screen.findByText(/卡口撤了/)).toBeTruthy()
  expect(screen.queryByRole('link', { name: '修改' })).toBeNull()
})

test('a shift that somebody else leads is not shown', async () => {
  server(answers({ LedShift: () => done({ shift: led({ mayLead: false }) }) }))
  await open('planning/OneShift', { id: 's1' })
  expect(await screen.findByText('没有找到这个班次')).toBeTruthy()
})

test('who came today is noted with a tap, without signal too', async () => {
  const { asked } = server(answers({ NoteComing: () => 'no signal' }))
  const { container } = await open('planning/Attendance', { grid: 'g1' })
  expect(await screen.findByText('到了 0 / 1')).toBeTruthy()
  expect(await stumbles(container)).toEqual([])
  await press('签到: 陈晨')
  expect(await screen.findByText('等着送出')).toBeTruthy()
  await waitFor(() => expect(sent(asked, 'NoteComing')[0]).toMatchObject({ shift: 's1', person: 'chen' }))
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
  const { asked } = server(answers({ OnDuty: () => done({ grid, shifts: page([counted]) }), ApproveHours: () => 'no signal' }))
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
