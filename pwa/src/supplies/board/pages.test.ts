import { fireEvent, screen, waitFor, within } from '@testing-library/svelte'
import { expect, test } from 'vitest'
import { done, failed, server } from '../../graph/testing/server'
import { stumbles } from '../../ui/testing/axe'
import { line, need, page, whole } from '../testing/needs'
import { answering, linkOf, open, press, sent } from '../testing/page'

const ground = (id: string, name: string) => ({ __typename: 'Grid', id, name, tier: 'GRID', above: [] as object[] })
const post = (id: string, role: string, grid: object) => ({ __typename: 'Post', id, role, grid })
const meWith = (...posts: object[]) => ({ me: { __typename: 'Me', id: 'me', name: '王芳', language: 'ZH_HANS', posts }, myVolunteering: null, myHousehold: null })
const counts = (grid: object, told: object = {}) => ({ grid, asked: 4, answered: 1, inTime: 1, waiting: 3, unclaimed: 2, urgent: 1, overdue: 0, ...told })
const east = ground('g1', '第一网格')
const mine = need({ mayClaim: true, mayManage: true, mayPassUp: true })
const shelf = (store: string, name: string, free: number) => ({
  __typename: 'StockLevel', id: `${store}-s`, quantity: free, reserved: 0, free, low: 30, isLow: true, grid: ground(store, name), item: line(0).item,
})
const board = (told: object = {}) => ({ supplyCounts: counts(east), supplyCountsBelow: [], ...told })
const around = {
  volunteerCounts: { waiting: 1, active: 2, paused: 0 },
  householdCounts: { households: 14, withoutLiaison: 0, waiting: 0 },
  stock: page([shelf('g1', '第一网格', 24)]),
}

/** What the server usually answers. */
const answers = answering({
  Me: () => done(meWith(post('p1', 'LEADER', east))),
  Board: () => done(board()),
  GridNeeds: () => done({ supplyRequests: page([mine]) }),
  BoardAround: () => done(around),
  StockFor: () => done({ stockFor: [] }),
  MyDuties: () => done({ myShifts: page([]) }),
  LastReached: () => done({ lastReached: null }),
})

test('the promise comes first, and each number opens the list behind it', async () => {
  const { asked } = server(answers({}))
  const { container } = await open('board/Board')

  expect(await screen.findByText('还有 3 个没办完，点开看')).toBeTruthy()
  expect(linkOf(/^有呼必应 1 ?\/ 4/)).toBe('/needs?grid=g1')
  expect(linkOf(/^没人认领 2/)).toBe('/needs?grid=g1&show=open')
  expect(linkOf(/^24 小时内 1/)).toBe('/needs?grid=g1&show=urgent')
  expect(screen.queryByText('已过时间')).toBeNull()
  expect(await screen.findByText(/还有 24 罐（少于 30 罐提醒）/)).toBeTruthy()
  expect(linkOf(/^报名等您同意 1/)).toBe('/volunteers?grid=g1')
  expect(sent(asked, 'Board')).toEqual([{ grid: 'g1' }])
  expect(await stumbles(container)).toEqual([])
})

test('who leads several grids has a board for each, and a link opens the one it names', async () => {
  const west = ground('g2', '第二网格')
  const { asked } = server(answers({ Me: () => done(meWith(post('p1', 'LEADER', east), post('p2', 'MEMBER', west), post('p3', 'EDITOR', ground('g3', '第三网格')))) }))
  await open('board/Board', {}, '/board?grid=g2')
  const choice = await screen.findByRole('combobox', { name: '看哪里' })
  expect(within(choice).getAllByRole('option').map(({ textContent }) => textContent)).toEqual(['第一网格', '第二网格'])
  expect(sent(asked, 'Board').map(({ grid }) => grid)).toEqual(['g2'])
})

test('a leader above goes down grid by grid, and back up only as far as their own ground', async () => {
  const town = ground('town', '余新镇')
  const place = { ...ground('c', '金星社区'), tier: 'COMMUNITY', above: [ground('city', '嘉兴市'), town] }
  const below = [counts(place, { overdue: 0, urgent: 0, unclaimed: 1 }), counts(east, { overdue: 2 }), counts(ground('g2', '第二网格'), { asked: 0, answered: 0 })]
  server(answers({
    Me: () => done(meWith(post('p1', 'LEADER', town))),
    Board: () => done(board({ supplyCounts: counts(place), supplyCountsBelow: below })),
  }))
  await open('board/Board', { grid: 'c' })

  const way = await screen.findByRole('navigation', { name: '上级看板' })
  expect(within(way).getAllByRole('link').map((link) => link.getAttribute('href'))).toEqual(['/board/town'])
  expect(linkOf(/^第一网格$/)).toBe('/board/g1')
  expect(screen.getByText('2 个已过时间')).toBeTruthy()
  expect(linkOf(/^金星社区直属$/)).toBe('/needs?grid=c')
  const quiet = screen.getByText('1 个没有求助').closest('details')!
  expect(quiet.open).toBe(false)
  quiet.open = true
  expect(linkOf(/^第二网格$/)).toBe('/board/g2')
  const [first, second] = screen.getAllByRole('heading', { level: 2 }).map(({ textContent }) => textContent).filter((text) => ['下级网格', '先安排这些'].includes(text))
  expect([first, second]).toEqual(['下级网格', '先安排这些'])
})

test('what somebody else leads has no totals', async () => {
  server(answers({ Pool: () => failed('NotFound', '没有找到') }))
  const { container } = await open('board/Pool', { grid: 'g9' })
  expect(await screen.findByText('这里不归您负责')).toBeTruthy()
  expect(linkOf('回到我的看板')).toBe('/board')
  expect(await stumbles(container)).toEqual([])
})

test('what somebody else leads has no board', async () => {
  server(answers({ Board: () => failed('NotFound', '没有找到') }))
  await open('board/Board', { grid: 'g9' })
  expect(await screen.findByText('这里不归您负责')).toBeTruthy()
  expect(linkOf('回到我的看板')).toBe('/board')
  expect(screen.queryByText('现在打不开')).toBeNull()
})

test('a need is met from the nearest store, no more than it holds', async () => {
  const { asked } = server(answers({
    StockFor: () => done({ stockFor: [shelf('g1', '第一网格', 2), shelf('town', '余新镇', 40)] }),
    ClaimSupplies: () => done({ claimSupplies: whole({ id: mine.id, state: 'PROMISED' }) }),
  }))
  const { container } = await open('board/Board')
  await press('安排')
  const sheet = await screen.findByRole('dialog')
  expect(await within(sheet).findByText(/第一网格库存： 婴儿奶粉 2 罐/)).toBeTruthy()
  expect(within(sheet).getByRole('spinbutton')).toHaveProperty('value', '2')
  expect(await stumbles(container)).toEqual([])
  await press('从库存出', sheet)
  await waitFor(() => expect(sent(asked, 'ClaimSupplies')).toEqual([
    { request: mine.id, lines: [{ line: mine.lines[0]!.id, quantity: 2 }], fromStock: 'g1', key: expect.any(String) },
  ]))
})

test('what no store holds is brought oneself or passed up', async () => {
  const { asked } = server(answers({ PassUpSupplyRequest: () => done({ passUpSupplyRequest: whole({ id: mine.id, passedUpTo: ground('c', '金星社区') }) }) }))
  await open('board/Board')
  await press('安排')
  const sheet = await screen.findByRole('dialog')
  expect(await within(sheet).findByText(/库存里没有这些/)).toBeTruthy()
  expect(within(sheet).queryByRole('radio', { name: '从库存出' })).toBeNull()
  await fireEvent.click(within(sheet).getByRole('radio', { name: '上报给上级' }))
  await fireEvent.input(within(sheet).getByRole('textbox'), { target: { value: '买不到' } })
  await press('上报', sheet)
  await waitFor(() => expect(sent(asked, 'PassUpSupplyRequest')).toEqual([{ request: mine.id, reason: '买不到', key: expect.any(String) }]))
})

test('the same needs are added up, and lead to who needs them', async () => {
  const kind = { item: line(0).item, variety: [{ code: 'stage', question: '几段', answer: '1 段', value: '1' }], households: 37, quantity: 52, left: 40, runsOutAt: '2020-01-29T20:00:00Z' }
  server(answers({ Pool: () => done({ grid: east, pooledNeeds: [kind] }) }))
  const { container } = await open('board/Pool', { grid: 'g1' })
  expect(await screen.findByText('37 户需要')).toBeTruthy()
  expect(linkOf(/^婴儿奶粉$/)).toBe(`/pool/g1/${kind.item.id}?stage=1`)
  expect(screen.getByText('急')).toBeTruthy()
  expect(screen.getByText('最早用完').parentElement!.textContent.replace(/\s+/g, '')).toBe('最早用完明天凌晨4点（还剩9小时）')
  expect(await stumbles(container)).toEqual([])
})

test('what a store holds is given to many in one go, to each its share', async () => {
  const needs = ['r1', 'r2'].map((id) => need({ id, mayClaim: true, mayManage: true, lines: [{ ...line(0), id: `${id}-l` }] }))
  const { asked } = server(answers({
    NeedsOfKind: () => done({ supplyRequests: page(needs) }),
    StoresWith: () => done({ stock: page([shelf('g1', '第一网格', 6)]) }),
    ClaimSupplies: ({ variables }) => done({ claimSupplies: whole({ id: variables.request as string }) }),
  }))
  await open('board/PoolKind', { grid: 'g1', item: line(0).item.id }, '/pool/g1/formula?stage=1')
  await press('从库存分给他们')
  const sheet = await screen.findByRole('dialog')
  await press('分给这 2 户', sheet)
  await waitFor(() => expect(sent(asked, 'ClaimSupplies').map(({ request, lines, fromStock }) => [request, lines, fromStock])).toEqual([
    ['r1', [{ line: 'r1-l', quantity: 3 }], 'g1'],
    ['r2', [{ line: 'r2-l', quantity: 3 }], 'g1'],
  ]))
  expect(sent(asked, 'NeedsOfKind')[0]).toMatchObject({ variety: [{ question: 'stage', answer: '1' }] })
})
