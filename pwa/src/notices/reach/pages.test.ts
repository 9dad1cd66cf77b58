import { screen, waitFor, within } from '@testing-library/svelte'
import { beforeEach, expect, test, vi } from 'vitest'
import { done, failed, server } from '../../graph/testing/server'
import { stumbles } from '../../ui/testing/axe'
import { linkOf, open, sent } from '../testing/page'
import { kindOf, percentOf, sharesOf, turnOf } from './figures'
import { answers, behind, reach } from './testing/answers'

const atADesk = (matches: boolean) => vi.stubGlobal('matchMedia', () => ({ matches, addEventListener: () => undefined }))

const knockingFrom = (opensAt: string) => [{ ...behind().carried[1]!, opensAt }]

beforeEach(() => atADesk(false))

test('reached of all comes first and opens who is left', async () => {
  const { asked } = server(answers({}))
  const { container } = await open('reach/Reach', { id: 'n1' })
  expect(await screen.findByText('还有 3 户没到，点这里看是谁')).toBeTruthy()
  expect(linkOf(/^已到户 97 ?\/ 100/)).toBe('/notices/n1/unreached')
  expect(screen.getByText('✓ 2 分钟 50 秒')).toBeTruthy()
  expect(within(screen.getByRole('figure', { name: '先由什么到户' })).getByText('手机推送').closest('div')!.textContent).toContain('90')
  expect(screen.getByText('不愿意听的').nextElementSibling!.textContent).toBe('1')
  expect(screen.queryByText('搬走的')).toBeNull()
  expect(sent(asked, 'NoticeReach')).toEqual([{ notice: 'n1', grid: null }])
  expect(await stumbles(container)).toEqual([])
})

test('each part leads down; one that nobody saw stands out once it is time to knock', async () => {
  server(answers({ ReachBehind: () => done({ reach: behind({ carried: knockingFrom('2020-01-01T00:00:00Z') }) }) }))
  await open('reach/Reach', { id: 'n1' })
  const [first, second] = await screen.findAllByRole('article')
  expect(within(first!).getByText('100%')).toBeTruthy()
  await waitFor(() => expect(second!.classList.contains('urgent')).toBe(true))
  expect(within(second!).getByRole('link').getAttribute('href')).toBe('/notices/n1/reach/g2')
})

test.each([
  ['before doors are due', { state: 'PUBLISHED' }, '2999-01-01T00:00:00Z'],
  ['of a notice that is withdrawn', { state: 'WITHDRAWN' }, '2020-01-01T00:00:00Z'],
])('nobody has to act %s, and nothing is marked', async (_, notice, opensAt) => {
  server(answers({ NoticeReach: () => done({ reach: reach({ notice: { ...reach().notice, ...notice } }) }), ReachBehind: () => done({ reach: behind({ carried: knockingFrom(opensAt) }) }) }))
  await open('reach/Reach', { id: 'n1' })
  await screen.findByText('各种办法做到哪一步')
  expect(screen.getAllByRole('article').map((part) => part.classList.contains('urgent'))).toEqual([false, false])
})

test('at a desk the parts are a table with their clocks', async () => {
  atADesk(true)
  server(answers({}))
  const { container } = await open('reach/Reach', { id: 'n1', grid: 'c1' })
  const row = (await screen.findByRole('rowheader', { name: '第一网格' })).closest('tr')!
  expect([...row.querySelectorAll('td')].map((cell) => cell.textContent)).toEqual(['60 / 60', '✓ 100%', '41 秒', '2 分钟 50 秒', '1 分钟 35 秒'])
  expect(linkOf(/^已到户/)).toBe('/notices/n1/unreached?grid=c1')
  expect(await stumbles(container)).toEqual([])
})

test('a drill is marked on the board too', async () => {
  server(answers({ NoticeReach: () => done({ reach: reach({ notice: { ...reach().notice, earnest: 'EXERCISE' } }) }) }))
  await open('reach/Reach', { id: 'n1' })
  expect((await screen.findByRole('note')).textContent).toBe('演练')
})

test('who did not pass it on is said by name', async () => {
  const stalled = [{ grid: { __typename: 'Grid', id: 'c2', label: '朝天镇 / 清风社区' }, person: '陆建华', phone: '+8613800000002', arrivedAt: '2020-01-29T10:00:00Z', dueAt: '2020-01-29T10:30:00Z', passedAt: null }]
  server(answers({ NoticeReach: () => done({ reach: reach({ stalled, waiting: 12 }) }) }))
  await open('reach/Reach', { id: 'n1' })
  expect(await screen.findByText(/陆建华还没转发/)).toBeTruthy()
  expect(linkOf('打给陆建华 138\u00a00000\u00a00002')).toBe('tel:+8613800000002')
  expect(screen.getByText('还在往下送：12 户')).toBeTruthy()
})

test('behind the figures stand the channels, whose doors are left, earlier notices, and the file', async () => {
  server(answers({}))
  await open('reach/Reach', { id: 'n1' })
  expect(await screen.findByText('送出 117，共 120，3 没送成')).toBeTruthy()
  expect(screen.getByText('明月社区 / 第一网格').parentElement!.textContent).toContain('42 次')
  expect(screen.getByText('朱美珍').parentElement!.textContent).toContain('2 户')
  expect(screen.getByText('还没有联络员')).toBeTruthy()
  expect(linkOf('停水')).toBe('/notices/n0/reach')
  expect(linkOf('下载表格')).toBe('/reach.csv?notice=n1&grid=c1&language=zh-Hans')
})

test('figures of somebody else’s ground are not shown', async () => {
  server(answers({ NoticeReach: () => failed('NotFound', '没有找到') }))
  await open('reach/Reach', { id: 'n1', grid: 'g9' })
  expect(await screen.findByText('这里的到户情况不归您看')).toBeTruthy()
})

test('the whole is what was reached and what was not', () => {
  const whole = sharesOf(reach())
  expect(whole.reduce((sum, { count }) => sum + count, 0)).toBe(100)
  expect(whole.map(({ missing }) => !!missing)).toEqual([false, false, false, true])
})

test.each([
  [{ households: 2, reached: 2, waiting: 0 }, 'good', 100],
  [{ households: 3, reached: 2, waiting: 0 }, 'wait', 66],
  [{ households: 3, reached: 0, waiting: 3 }, 'wait', 0],
  [{ households: 3, reached: 0, waiting: 0 }, 'now', 0],
  [{ households: 0, reached: 0, waiting: 0 }, 'good', 100],
] as const)('%j is %s', (part, kind, percent) => expect([kindOf(part, true), percentOf(part.reached, part.households)]).toEqual([kind, percent]))

test.each([
  ['PUSH', null, 0, 'wait', '今晚 7 点半开始'],
  ['PUSH', '2020-01-29T11:30:00Z', 0, 'good', '做完了'],
  ['GROUPS', '2020-01-29T11:30:00Z', 0, 'quiet', '没有绑定的群'],
  ['SMS', '2020-01-29T11:30:00Z', 0, 'quiet', '没有要发的'],
  ['SMS', '2020-01-29T11:30:00Z', 3, 'good', '做完了'],
  ['DOOR', '2020-01-29T11:30:00Z', 7, 'good', '已请联络员去'],
] as const)('%s done at %s for %i is %s', (channel, doneAt, tried, kind, word) => expect(turnOf({ channel, opensAt: '2020-01-29T11:30:00Z', doneAt, tried })).toEqual({ kind, word }))
