import { fireEvent, screen, waitFor, within } from '@testing-library/svelte'
import { beforeEach, expect, test, vi } from 'vitest'
import { done, failed, refused, server } from '../../graph/testing/server'
import { stumbles } from '../../ui/testing/axe'
import { linkOf, open, press, sent, type } from '../testing/page'
import { answers } from './testing/answers'
import { led, me, place, planned, role, week } from './testing/duty'

const full = planned({ roles: [role({ taken: 2 })], signups: [place(), place({ id: 'p2', who: '周洋', person: 'zhou' })] })
const asks = place({ id: 'p3', state: 'ASKED', who: '沈佳', person: 'shen' })

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

test('what is over and was stood by nobody is only a link at a desk', async () => {
  atADesk()
  const roles = [role({ name: '登记', taken: 0 }), role({ id: 'r2', name: '测温', taken: 0 })]
  const over = { startsAt: '2020-01-27T00:00:00Z', endsAt: '2020-01-27T04:00:00Z', isOver: true, roles }
  server(answers({ Week: () => done(week([planned({ ...over, signups: [] }), planned({ ...over, id: 's2', place: '西门' })])) }))
  await open('planning/Duty')
  const table = await screen.findByRole('table', { name: '一周值班表' })
  const [bare, stood] = [...table.querySelectorAll('td:has(a)')].map(({ textContent }) => textContent!.replace(/\s+/g, ''))
  expect(bare).toBe('打开')
  expect(stood).toBe('登记陈晨测温打开')
})

test('whoever stands nothing this week is picked up and put into a hole, by the keys too', async () => {
  atADesk()
  const next = planned({ id: 's2', startsAt: '2020-01-30T12:00:00Z', endsAt: '2020-01-31T00:00:00Z', signups: [] })
  const { asked } = server(answers({ Week: () => done(week([planned(), next])), AssignShift: () => refused('done', 'TooLittleRest', '离对方的另一班太近。') }))
  const { container } = await open('planning/Duty')
  const strip = await screen.findByRole('region', { name: '这一周还没有班的 2 人' })
  expect(within(strip).getAllByRole('button').map(({ textContent }) => textContent)).toEqual(['周洋', '李建平'])
  const name = within(strip).getByRole('button', { name: '安排周洋' })
  name.focus()
  await fireEvent.click(name)
  expect(screen.getByText(/^正在安排周洋/)).toBeTruthy()
  expect(await stumbles(container)).toEqual([])
  const [first, second] = screen.getAllByRole('button', { name: /^让周洋来/ })
  await waitFor(() => expect(document.activeElement).toBe(first))
  await fireEvent.keyDown(first!, { key: 'Escape' })
  expect(document.activeElement).toBe(name)
  expect(screen.queryByText(/^正在安排周洋/)).toBeNull()
  await fireEvent.click(name)
  await fireEvent.keyDown(first!, { key: 'ArrowRight' })
  expect(document.activeElement).toBe(second)
  await fireEvent.click(second!)
  await waitFor(() => expect(sent(asked, 'AssignShift')[0]).toMatchObject({ shift: 's2', person: 'zhou' }))
  expect(await screen.findByText('离对方的另一班太近。')).toBeTruthy()
  expect(screen.getByText(/^正在安排周洋/)).toBeTruthy()
})

test('a week is printed with names, hours and empty lines for who is missing', async () => {
  server(answers({}))
  await open('planning/Duty')
  await screen.findByText('这一周还缺 1 人')
  const paper = document.querySelector('body > .paper')!
  expect(paper.querySelector('h1')!.textContent).toBe('第一网格值班表')
  expect([...paper.querySelectorAll('td p')].map(({ textContent }) => textContent)).toEqual(['陈晨', '＿＿＿＿'])
  expect(paper.querySelector('tbody th')!.textContent).toBe('20:00–次日 08:00北门卡口守卡口')
})

test('one shift shows what it is about, and is called off with those after it', async () => {
  const excused = [place(), place({ id: 'p2', who: '周洋', state: 'LEFT', leftLate: true, reason: '身体不舒服' }), place({ id: 'p3', who: '李建平', state: 'LEFT', reason: '临时有事' })]
  const repeated = led({ excused, isRepeated: true, alikeAfter: 3, rota: { __typename: 'Rota', id: 'r', name: '两班制' }, report: { __typename: 'ShiftReport', text: '体温枪在抽屉', who: '陈晨', at: '2020-01-29T10:00:00Z', confirmedBy: '周洋' } })
  const { asked } = server(answers({ LedShift: () => done({ shift: repeated }), CancelShift: () => done({ done: { ...repeated, state: 'CANCELLED', reason: '卡口撤了' } }) }))
  const { container } = await open('planning/OneShift', { id: 's1' })
  expect(await screen.findByText('排班：两班制')).toBeTruthy()
  expect(screen.getByText('体温枪在抽屉')).toBeTruthy()
  expect(screen.getByText('临时退出：周洋 · 身体不舒服')).toBeTruthy()
  expect(screen.getByText('退出：李建平 · 临时有事')).toBeTruthy()
  expect(linkOf('签到二维码')).toBe('/duty/shift/s1/place')
  expect(await stumbles(container)).toEqual([])
  await press('取消这一班')
  const sheet = await screen.findByRole('dialog')
  expect(within(sheet).getByText('会马上告诉这一班的 1 个人。')).toBeTruthy()
  await fireEvent.click(within(sheet).getByRole('radio', { name: '这一班和以后同样时间的 3 班' }))
  await press('取消这 4 班', sheet)
  await waitFor(() => expect(sent(asked, 'CancelShift')[0]).toMatchObject({ shift: 's1', allFollowing: true, reason: '' }))
  expect(await screen.findByText(/卡口撤了/)).toBeTruthy()
  expect(screen.queryByRole('link', { name: '修改' })).toBeNull()
})

test('a shift that somebody else leads is not shown', async () => {
  server(answers({ LedShift: () => done({ shift: led({ mayLead: false }) }) }))
  await open('planning/OneShift', { id: 's1' })
  expect(await screen.findByText('没有找到这个班次')).toBeTruthy()
})
