import { fireEvent, screen, waitFor, within } from '@testing-library/svelte'
import { expect, test } from 'vitest'
import { done, failed, refused, server } from '../../graph/testing/server'
import { stumbles } from '../../ui/testing/axe'
import { page } from '../testing/needs'
import { answering, close, open, press, sent, type } from '../testing/page'

const east = { __typename: 'Grid', id: 'g1', name: '第一网格', may: ['KEEP_SUPPLIES'], above: [{ __typename: 'Grid', id: 'c', name: '金星社区', may: [] }] }
const mask = { __typename: 'Item', id: 'mask', name: '口罩', unit: '只' }
const held = (told: object = {}) => ({ __typename: 'StockLevel', id: 's1', quantity: 40, reserved: 10, free: 30, low: 50, isLow: true, grid: east, item: mask, ...told })
const me = { me: { __typename: 'Me', id: 'me', name: '王芳', language: 'ZH_HANS', posts: [{ id: 'p1', role: 'LEADER', grid: east }] }, myVolunteering: null, myHousehold: null }
const offered = (told: object = {}) => ({ ...mask, category: 'PROTECTION', isLocal: false, mayChange: false, questions: [], ...told })
const raincoat = offered({ id: 'coat', name: '雨衣', unit: '件', isLocal: true, mayChange: true, questions: [{ code: 'q1', label: '尺码', kind: 'TEXT', required: true, addsUp: false, choices: [] }] })
const moved = { __typename: 'StockMove', id: 'm1', kind: 'TRANSFER_IN', change: 40, at: '2020-01-29T10:00:00Z', who: '王芳', words: '', other: { __typename: 'Grid', id: 'c', name: '金星社区' } }
const ration = { __typename: 'Ration', id: 'n1', quantity: 20, days: 7, version: 3, grid: east, item: mask }

/** What the server usually answers. */
const answers = answering({
  Me: () => done(me),
  Store: () => done({ grid: east, stock: page([held()]) }),
  Ledger: () => done({ stock: page([held()]), stockMoves: page([moved]) }),
  Items: () => done({ grid: east, items: [offered(), raincoat] }),
  GridsAround: () => done({ grid: east, grids: page([{ __typename: 'Grid', id: 'g3', name: '河滨里微网格' }]) }),
})

test('a store says what is free, what is promised and what runs low', async () => {
  const { asked } = server(answers({}))
  const { container } = await open('stock/Stock')
  expect(await screen.findByText('可以用 30 只')).toBeTruthy()
  expect(screen.getByText('库里 40 只 · 答应给住户 10 只 · 少于 50 只提醒我')).toBeTruthy()
  expect(screen.getByText('不多了')).toBeTruthy()
  expect(screen.getByRole('link', { name: '口罩' }).getAttribute('href')).toBe('/stock/g1/mask')
  expect(sent(asked, 'Store')[0]).toMatchObject({ grid: 'g1' })
  expect(await stumbles(container)).toEqual([])
})

test('an empty store says what to do, and a donation without a donor is not taken', async () => {
  const { asked } = server(answers({ Store: () => done({ grid: east, stock: page([]) }) }))
  await open('stock/Stock')
  expect(await screen.findByText('库里还没有东西')).toBeTruthy()
  await press('收捐赠')
  const sheet = screen.getByRole('dialog')
  await press('记下来', sheet)
  expect(within(sheet).getByText('请选物资。')).toBeTruthy()
  expect(within(sheet).getByText('请写谁捐的。')).toBeTruthy()
  expect(sent(asked, 'ReceiveStock')).toEqual([])
})

test('what is given is written down without signal too, and waits in sight', async () => {
  const { asked } = server(answers({ ReceiveStock: () => 'no signal' }))
  await open('stock/ShelfPage', { grid: 'g1', item: 'mask' })
  await press('收捐赠')
  const sheet = screen.getByRole('dialog')
  await type('数量', 25, sheet)
  await type('谁捐的', ' 余新商会 ', sheet)
  await press('记下来', sheet)
  expect(await screen.findByText('等着送出')).toBeTruthy()
  await waitFor(() => expect(sent(asked, 'ReceiveStock')[0]).toMatchObject({ grid: 'g1', item: 'mask', quantity: 25, donor: '余新商会' }))
})

test('the ledger says what came, from where, and who wrote it down', async () => {
  server(answers({}))
  const { container } = await open('stock/ShelfPage', { grid: 'g1', item: 'mask' })
  expect(await screen.findByText('+40 只')).toBeTruthy()
  expect(screen.getByText(/调入 从金星社区/)).toBeTruthy()
  expect(screen.getByText(/经手：王芳/)).toBeTruthy()
  expect(await stumbles(container)).toEqual([])
})

test('a count, a loss and a warning go to the server as they were said', async () => {
  const { asked } = server(answers({
    CountStock: () => done({ countStock: held({ quantity: 38, free: 28 }) }),
    WriteOffStock: () => done({ writeOffStock: held({ quantity: 35, free: 25 }) }),
    SetLowStock: () => done({ setLowStock: held({ low: null, isLow: false }) }),
  }))
  await open('stock/ShelfPage', { grid: 'g1', item: 'mask' })
  await press('盘点')
  expect(screen.getByText('账上是 40 只。')).toBeTruthy()
  await type('口罩', 38, screen.getByRole('dialog'))
  await press('按实际数记')
  await waitFor(() => expect(sent(asked, 'CountStock')[0]).toMatchObject({ counted: 38, reason: '' }))
  await press('损耗')
  await press('从库存减去')
  expect(screen.getByText('请写为什么。')).toBeTruthy()
  await type('为什么', '受潮', screen.getByRole('dialog'))
  await press('从库存减去')
  await waitFor(() => expect(sent(asked, 'WriteOffStock')[0]).toMatchObject({ quantity: 1, reason: '受潮' }))
  await press('设提醒')
  await press('不用提醒')
  await waitFor(() => expect(sent(asked, 'SetLowStock')[0]).toMatchObject({ low: null }))
})

test('something is moved to a grid around, and why it could not be is said', async () => {
  const { asked } = server(answers({ TransferStock: () => refused('transferStock', 'NotEnoughStock', '库存不够，可用的还有 3 只。') }))
  await open('stock/ShelfPage', { grid: 'g1', item: 'mask' })
  await press('调给别的网格')
  await press('调过去')
  expect(await screen.findByText(/请选一个网格。/)).toBeTruthy()
  await fireEvent.click(await screen.findByRole('radio', { name: '河滨里微网格' }))
  await press('调过去')
  expect(await screen.findByText(/库存不够，可用的还有 3 只。/)).toBeTruthy()
  expect(sent(asked, 'TransferStock')[0]).toMatchObject({ grid: 'g1', to: 'g3', item: 'mask', quantity: 1 })
})

test('only what was added here can be changed or offered no longer', async () => {
  const { asked } = server(answers({ RetireItem: () => done({ done: raincoat }) }))
  const { container } = await open('stock/Items', { grid: 'g1' })
  expect(await screen.findByText('单位：件 · 会问：尺码')).toBeTruthy()
  expect(screen.getAllByRole('link', { name: '改' }).map((link) => link.getAttribute('href'))).toEqual(['/items/g1/new?instead=coat'])
  expect(await stumbles(container)).toEqual([])
  await press('停用')
  await press('停用', screen.getByRole('dialog'))
  await waitFor(() => expect(sent(asked, 'RetireItem')).toEqual([{ item: 'coat', key: expect.any(String) }]))
})

test('a changed thing takes the place of the old one, which goes only once the new one is there', async () => {
  const { asked } = server(answers({ AddItem: () => refused('done', 'BadInput', '请写名称和单位'), RetireItem: () => done({ done: raincoat }) }))
  const { container } = await open('stock/ItemPage', { grid: 'g1' }, '/items/g1/new?instead=coat')
  await waitFor(() => expect(screen.getByLabelText('名称')).toHaveProperty('value', '雨衣'))
  expect(await stumbles(container)).toEqual([])
  await type('名称', '长雨衣')
  await press('改好')
  expect(await screen.findByText('请写名称和单位')).toBeTruthy()
  expect(sent(asked, 'AddItem')[0]).toMatchObject({ grid: 'g1', input: { name: { zhHans: '长雨衣' }, questions: [{ label: { zhHans: '尺码' }, kind: 'TEXT', required: true }] } })
  expect(sent(asked, 'RetireItem')).toEqual([])
})

test('a question that cannot be asked is put right before anything is sent', async () => {
  const { asked } = server(answers({}))
  await open('stock/ItemPage', { grid: 'g1' }, '/items/g1/new')
  await type('名称', '雨衣')
  await type('单位', '件')
  await press('加一个问题')
  await press('加到清单')
  expect(screen.getByText('请写问题，或者去掉它。')).toBeTruthy()
  expect(sent(asked, 'AddItem')).toEqual([])
})

test('rations are listed with who set them, and exceptions with their reasons', async () => {
  const above = { ...ration, id: 'n2', quantity: 2, days: 30, grid: east.above[0], item: { ...mask, id: 'rice', name: '米面', unit: '袋' } }
  const beyond = { __typename: 'SupplyRequest', id: 'r1', door: '3栋502', askedAt: '2020-01-29T09:00:00Z', grid: { ...east, label: '余新镇 / 第一网格' }, lines: [{ __typename: 'RequestLine', id: 'l1', quantity: 30, exception: '家中有病人', item: mask }] }
  const { asked } = server(answers({
    Rations: () => done({ grid: east, rations: [ration, above] }),
    RationExceptions: () => done({ supplyRequests: page([beyond]) }),
    EndRation: () => done({ done: { __typename: 'Gone', id: 'n1' } }),
  }))
  const { container } = await open('stock/Rations', { grid: 'g1' })
  expect(await screen.findByText('每户 7 天内最多 20 只')).toBeTruthy()
  expect(screen.getByText('每户 30 天内最多 2 袋')).toBeTruthy()
  expect(await screen.findByText('原因：家中有病人')).toBeTruthy()
  expect(screen.getAllByRole('button', { name: '取消限额' })).toHaveLength(1)
  expect(await stumbles(container)).toEqual([])
  await press('取消限额')
  await press('取消限额', screen.getByRole('dialog'))
  await waitFor(() => expect(sent(asked, 'EndRation')).toEqual([{ ration: 'n1', version: 3, key: expect.any(String) }]))
})

test('of a grid above nothing can be set or changed, only read', async () => {
  const above = { ...east.above[0] }
  server(answers({
    Items: () => done({ grid: above, items: [offered(), { ...raincoat, mayChange: false }] }),
    Rations: () => done({ grid: above, rations: [{ ...ration, grid: above }] }),
    RationExceptions: () => done({ supplyRequests: page([]) }),
  }))
  await open('stock/Items', { grid: 'c' })
  expect(await screen.findByText('单位：件 · 会问：尺码')).toBeTruthy()
  expect([screen.queryByRole('link', { name: '加一样物资' }), screen.queryByRole('link', { name: '改' }), screen.queryByRole('button', { name: '停用' })]).toEqual([null, null, null])
  close()
  await open('stock/Rations', { grid: 'c' })
  expect(await screen.findByText('每户 7 天内最多 20 只')).toBeTruthy()
  expect([screen.queryByRole('button', { name: '设一个限额' }), screen.queryByRole('button', { name: '取消限额' })]).toEqual([null, null])
})

test('a store that somebody else keeps says so, and leads to one’s own', async () => {
  server(answers({ Store: () => failed('NotFound', '没有找到'), Ledger: () => failed('NotFound', '没有找到') }))
  await open('stock/Stock', { grid: 'g9' })
  expect(await screen.findByText('这个库存不归您管')).toBeTruthy()
  expect(screen.getByRole('link', { name: '回到我的库存' }).getAttribute('href')).toBe('/stock')
  expect(screen.queryByRole('button', { name: '收捐赠' })).toBeNull()
  close()
  await open('stock/ShelfPage', { grid: 'g9', item: 'mask' })
  expect(await screen.findByText('这个库存不归您管')).toBeTruthy()
})

test('no signal is not mistaken for a store of somebody else', async () => {
  server(answers({ Store: () => 'no signal' }))
  await open('stock/Stock', { grid: 'g1' })
  expect(await screen.findByText('现在打不开')).toBeTruthy()
  expect(screen.queryByText('这个库存不归您管')).toBeNull()
})
