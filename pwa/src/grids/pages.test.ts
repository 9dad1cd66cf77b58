import { fireEvent, screen, waitFor, within } from '@testing-library/svelte'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { done, server, type Asked } from '../graph/testing/server'
import { stumbles } from '../ui/testing/axe'

const nameOf = ({ text }: Asked) => /^\w+ (\w+)/.exec(text)![1]!

const post = (id: string, role: string, name: string, may: string[] = [], standsInFor: string | null = null) => ({
  __typename: 'Post', id, role, name, phone: '+8613800005678', holder: `person-${id}`, until: null, standsInFor, may,
})

const east = {
  __typename: 'Grid', id: 'east', code: '1-1', name: '第一网格', label: '余新镇 / 第一网格', tier: 'GRID', tierName: '大网格', timeZone: '', closedAt: null, version: 3,
  childCount: 0,
  may: ['ADD', 'RENAME', 'SET_TIME_ZONE', 'APPOINT', 'SPLIT', 'MOVE', 'CLOSE', 'APPOINT_LEADER'],
  above: [{ __typename: 'Grid', id: 'town', name: '余新镇', tier: 'TOWN', tierName: '', leader: { __typename: 'Post', id: 'p', name: '沈国强' } }],
  posts: [post('m', 'MEMBER', '李建平', ['END', 'REPLACE', 'STAND_IN'])],
}

const none = { nodes: [], pageInfo: { hasNextPage: false, endCursor: null } }

function answers(grid: object | null, other: Record<string, () => Response> = {}) {
  return server((one) => {
    const name = nameOf(one)
    if (other[name]) return other[name]()
    return name === 'OneGrid' ? done({ grid }) : done({ grids: none, posts: none })
  })
}

beforeEach(async () => {
  const { remember } = await import('../graph/database')
  await remember('person', 'me')
})

let close: () => void
afterEach(() => close())

/** Every test has a new phone, so the page and what draws it are loaded anew. */
async function open(page: () => Promise<{ default: unknown }>, props: Record<string, unknown> = {}) {
  const { cleanup, render } = await import('@testing-library/svelte')
  close = cleanup
  return render((await page()).default as never, props as never)
}

const gridPage = () => open(() => import('./GridPage.svelte'), { id: 'east' })
const button = (name: string) => screen.findByRole('button', { name })

test('a grid shows its way up, its local level, who answers for it, and whom to call', async () => {
  answers(east)
  const { container } = await gridPage()

  expect(await screen.findByRole('heading', { name: '李建平' })).toBeTruthy()
  expect(screen.getByRole('link', { name: '余新镇' }).getAttribute('href')).toBe('/grids/town')
  expect(screen.getByText(/大网格 · 编码 1-1/)).toBeTruthy()
  expect(screen.getByRole('link', { name: /^打电话 138 0000 5678\s*李建平$/ }).getAttribute('href')).toBe('tel:+8613800005678')
  expect(screen.getByText(/这里还没有人负责。有事请找“余新镇”的 沈国强。/)).toBeTruthy()
  expect(await stumbles(container)).toEqual([])
})

test('a reader without rights is offered nothing to change', async () => {
  answers({ ...east, may: [], posts: [post('l', 'LEADER', '王芳')] })
  await gridPage()

  await screen.findByRole('heading', { name: '王芳' })
  expect(screen.queryByText('管理网格')).toBeNull()
  expect(screen.queryByRole('button', { name: '任命' })).toBeNull()
  expect(screen.queryByRole('button', { name: '结束岗位' })).toBeNull()
})

test('people of other grids do not see who holds its posts', async () => {
  answers({ ...east, may: [], posts: null })
  await gridPage()

  await screen.findByText(/大网格/)
  expect(screen.queryByText('谁在负责')).toBeNull()
})

test('a leader is appointed once though the first answer was lost, and a refusal is said in the sheet', async () => {
  let tries = 0
  const { asked } = answers(east, {
    Appoint: () => {
      tries += 1
      if (tries === 1) throw new TypeError('Failed to fetch')
      if (tries === 2) return done({ done: { __typename: 'SeatTaken', message: '徐明 已经在这个岗位上。' } })
      return done({ done: post('l', 'LEADER', '徐明') })
    },
  })
  await gridPage()
  await fireEvent.click(await button('任命网格长'))
  await fireEvent.input(screen.getByLabelText(/姓名/), { target: { value: '徐明' } })
  await fireEvent.input(screen.getByLabelText(/手机号/), { target: { value: '13800005678' } })
  const sheet = () => screen.getByRole('dialog')
  const send = () => fireEvent.click([...sheet().querySelectorAll('button')].find((one) => one.textContent!.trim() === '任命')!)

  await send()
  await waitFor(() => expect(sheet().textContent).toContain('手机没有信号'))
  await send()
  await waitFor(() => expect(sheet().textContent).toContain('徐明 已经在这个岗位上。'))
  await fireEvent.input(screen.getByLabelText(/手机号/), { target: { value: '13900001234' } })
  await send()
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())

  const sent = asked.filter((one) => nameOf(one) === 'Appoint').map(({ variables }) => variables)
  expect(sent.map(({ input }) => (input as { role: string }).role)).toEqual(['LEADER', 'LEADER', 'LEADER'])
  expect(sent[0]!.key).toBe(sent[1]!.key)
  expect(sent[2]!.key).not.toBe(sent[0]!.key)
})

test('nothing is sent without a name and a number', async () => {
  const { asked } = answers(east)
  await gridPage()
  await fireEvent.click(await button('任命网格长'))
  const sheet = screen.getByRole('dialog')
  await fireEvent.click([...sheet.querySelectorAll('button')].find((one) => one.textContent!.trim() === '任命')!)

  expect(screen.getByText('请写姓名。')).toBeTruthy()
  expect(asked.some((one) => nameOf(one) === 'Appoint')).toBe(false)
})

test('a grid is split into as many parts as are named', async () => {
  const { asked } = answers(east, { SplitGrid: () => done({ done: east }) })
  await gridPage()
  await fireEvent.click(await button('分成微网格'))
  await fireEvent.click(screen.getAllByRole('button', { name: /分成几个$/ })[0]!)
  await fireEvent.input(screen.getByLabelText('第 1 个的名称'), { target: { value: '桥东' } })
  const sheet = screen.getByRole('dialog')
  await fireEvent.click([...sheet.querySelectorAll('footer button')].pop()!)

  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  const [sent] = asked.filter((one) => nameOf(one) === 'SplitGrid')
  expect(sent!.variables.names).toEqual(['桥东', '第2微网格', '第3微网格'])
})

test('a grid is closed only after it was asked for by name', async () => {
  const { asked } = answers(east, {
    CloseGrid: () => done({ done: { __typename: 'GridInUse', message: '这里还有 3 户人家，请先移走再关闭。' } }),
  })
  await gridPage()
  await fireEvent.click(await button('关闭网格'))
  expect(screen.getByText('关闭“第一网格”？')).toBeTruthy()
  expect(asked.some((one) => nameOf(one) === 'CloseGrid')).toBe(false)

  const sheet = screen.getByRole('dialog')
  await fireEvent.click([...sheet.querySelectorAll('button')].filter((one) => one.textContent!.trim() === '关闭网格').pop()!)
  expect(await screen.findByText('这里还有 3 户人家，请先移走再关闭。')).toBeTruthy()
  expect(asked.find((one) => nameOf(one) === 'CloseGrid')!.variables).toMatchObject({ grid: 'east', version: 3 })
})

test('why a grid could not be closed goes once something else was done there', async () => {
  let led = false
  answers(null, {
    OneGrid: () => done({ grid: led ? { ...east, posts: [] } : east }),
    CloseGrid: () => done({ done: { __typename: 'GridInUse', message: '这里还有 3 户人家，请先移走再关闭。' } }),
    EndPost: () => ((led = true), done({ done: { ...post('m', 'MEMBER', '李建平'), endedAt: '2020-01-29T10:00:00Z' } })),
  })
  await gridPage()
  const refuse = async () => {
    await fireEvent.click(await button('关闭网格'))
    await fireEvent.click([...screen.getByRole('dialog').querySelectorAll('button')].filter((one) => one.textContent!.trim() === '关闭网格').pop()!)
    await screen.findByText('这里还有 3 户人家，请先移走再关闭。')
  }
  await refuse()
  await fireEvent.click(await button('改名称'))
  expect(screen.queryByText('这里还有 3 户人家，请先移走再关闭。')).toBeNull()
  await fireEvent.click(screen.getByRole('button', { name: '关闭' }))

  await refuse()
  await fireEvent.click(await button('结束岗位'))
  await fireEvent.click([...screen.getByRole('dialog').querySelectorAll('button')].filter((one) => one.textContent!.trim() === '结束岗位').pop()!)
  await waitFor(() => expect(screen.queryByText('这里还有 3 户人家，请先移走再关闭。')).toBeNull())
})

test('what is added below begins with the next lower level and no name, whatever was written there before', async () => {
  const { asked } = answers({ ...east, tier: 'TOWN' }, { AddGrid: () => done({ done: { ...east, id: 'new' } }) })
  await gridPage()
  await fireEvent.click(await button('新增下级'))
  expect([...screen.getByLabelText<HTMLSelectElement>('层级').options].map((one) => one.textContent!.trim())).toEqual(['社区（村）', '网格', '微网格', '镇街'])
  await fireEvent.input(screen.getByLabelText('名称'), { target: { value: '明月社区' } })
  await fireEvent.input(screen.getByLabelText(/本地叫法/), { target: { value: '大社区' } })
  await fireEvent.click([...screen.getByRole('dialog').querySelectorAll('footer button')].pop()!)
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  expect(asked.find((one) => nameOf(one) === 'AddGrid')!.variables.input).toEqual({ name: '明月社区', tier: 'COMMUNITY', tierName: '大社区', code: null })

  await fireEvent.click(await button('新增下级'))
  expect(screen.getByLabelText<HTMLInputElement>(/本地叫法/).value).toBe('')
  expect(screen.getByLabelText<HTMLInputElement>('名称').value).toBe('')
})

test('a grid is moved only below what one leads; who finds nothing is told what to do', async () => {
  const found = (id: string, label: string, tier: string, may: string[], above: string[] = []) => ({
    __typename: 'Grid', id, label, tier, may, above: above.map((one) => ({ __typename: 'Grid', id: one })),
  })
  let nodes = [
    found('county', '射洪县', 'DISTRICT', []),
    found('town', '余新镇', 'TOWN', ['ADD']),
    found('moon', '余新镇 / 明月社区', 'COMMUNITY', ['ADD'], ['town']),
    found('part', '余新镇 / 第一网格 / 桥东', 'GRID', ['ADD'], ['town', 'east']),
    found('micro', '余新镇 / 明月社区 / 桥西', 'MICRO_GRID', ['ADD'], ['town', 'moon']),
  ]
  answers(east, { Parents: () => done({ grids: { nodes } }) })
  await gridPage()
  await fireEvent.click(await button('移到别处'))
  const sheet = within(screen.getByRole('dialog'))
  const look = (text: string) => fireEvent.input(sheet.getByLabelText('找新的上级'), { target: { value: text } })
  await look('社区')
  await sheet.findByRole('button', { name: '余新镇 / 明月社区' })
  for (const other of ['射洪县', '余新镇', '余新镇 / 第一网格 / 桥东', '余新镇 / 明月社区 / 桥西']) expect(sheet.queryByRole('button', { name: other })).toBeNull()

  nodes = nodes.slice(0, 1)
  await look('射洪')
  expect(await sheet.findByText(/没有找到。这里只有您负责的、层级不比它低的网格。.*请上级网格长来做。/)).toBeTruthy()
})

test('nobody is sent to themselves while a grid below them has no leader', async () => {
  answers(east, {
    MyGrids: () => done({ myGrid: null, me: { id: 'me', posts: [{ id: 'p', role: 'LEADER', grid: { id: 'town', name: '余新镇', label: '余新镇', tier: 'TOWN' } }] } }),
  })
  await gridPage()
  await screen.findByText(/这里还没有人负责。/)
  await waitFor(() => expect(screen.queryByText(/有事请找/)).toBeNull())
})

test('the page of people leads to those of the chosen ground, and names the grids without a leader', async () => {
  const me = { id: 'me', posts: [{ id: 'p', role: 'LEADER', grid: { id: 'town', name: '余新镇', label: '余新镇' } }] }
  const listed = { __typename: 'Grid', id: 'east', name: '第一网格', label: '余新镇 / 第一网格', tier: 'GRID', tierName: '', closedAt: null, childCount: 0, leader: null }
  server((one) => {
    if (nameOf(one) === 'MyGrids') return done({ me, myGrid: null })
    if (nameOf(one) === 'Grids') return done({ grids: { ...none, nodes: [listed] } })
    return done({ posts: { ...none, nodes: [{ ...post('m', 'MEMBER', '李建平'), grid: { id: 'east', name: '第一网格', tier: 'GRID' } }] } })
  })
  const { container } = await open(() => import('./People.svelte'))

  expect(await screen.findByText('余新镇 / 第一网格')).toBeTruthy()
  expect(screen.getByText('无人负责')).toBeTruthy()
  expect((await screen.findByRole('link', { name: '网格与岗位' })).getAttribute('href')).toBe('/grids/town')
  expect(await screen.findByRole('heading', { name: '李建平' })).toBeTruthy()
  expect(await stumbles(container)).toEqual([])
})

test('a liaison is led to their households, and to nothing that only leaders may see', async () => {
  const me = { id: 'me', posts: [{ id: 'p', role: 'LIAISON', grid: { id: 'east', name: '河滨里', label: '第一网格 / 河滨里' } }] }
  server((one) => (nameOf(one) === 'MyGrids' ? done({ me, myGrid: null }) : done({ grids: none, posts: none })))
  await open(() => import('./People.svelte'))
  expect((await screen.findByRole('link', { name: '住户' })).getAttribute('href')).toBe('/households?grid=east')
  expect(screen.queryByRole('link', { name: '志愿者' })).toBeNull()
  expect(screen.queryByRole('link', { name: '邀请居民' })).toBeNull()
})

test('in a micro-grid its leader and its liaison are told apart; a post that is taken is not chosen any more', async () => {
  const micro = { ...east, tier: 'MICRO_GRID', posts: [] }
  let grid: object = micro
  server((one) => {
    if (nameOf(one) === 'OneGrid') return done({ grid })
    if (nameOf(one) !== 'Appoint') return done({ grids: none, posts: none })
    grid = { ...micro, version: 4, posts: [post('m', 'MEMBER', '孙小红')] }
    return done({ done: grid })
  })
  await gridPage()
  await fireEvent.click(await screen.findByRole('button', { name: '任命' }))
  const named = () => screen.getAllByRole('option').map((option) => option.textContent.trim())
  expect(named()).toEqual([...new Set(named())])
  expect(named()).toContain('微网格长（民情联络员）')

  const select = screen.getByLabelText<HTMLSelectElement>('岗位')
  const member = screen.getByRole<HTMLOptionElement>('option', { name: '专职网格员' })
  // happy-dom knows `:checked` of boxes only; Svelte reads a choice by it.
  select.querySelector = (() => member) as typeof select.querySelector
  await fireEvent.change(select)
  await fireEvent.input(screen.getByLabelText('姓名'), { target: { value: '孙小红' } })
  await fireEvent.input(screen.getByLabelText('手机号'), { target: { value: '13900000101' } })
  const appoint = () => screen.getAllByRole('button', { name: '任命' }).pop()!
  await fireEvent.click(appoint())
  expect(await screen.findByRole('heading', { name: '孙小红' })).toBeTruthy()
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())

  await fireEvent.click(appoint())
  expect(named()).not.toContain('专职网格员')
  expect(screen.getByText('照看二三十户人家。')).toBeTruthy()
})

test('who holds no post is told so', async () => {
  server(() => done({ me: { id: 'me', posts: [] }, myGrid: null }))
  await open(() => import('./People.svelte'))
  expect(await screen.findByText('您现在没有岗位')).toBeTruthy()
})

test('a leader chooses by which clock a grid reads times', async () => {
  const { asked } = answers(east, { SetTimeZone: () => done({ done: { ...east, timeZone: 'Asia/Urumqi', version: 4 } }) })
  await gridPage()
  await fireEvent.click(await screen.findByRole('button', { name: '改时区' }))
  const select = await screen.findByLabelText<HTMLSelectElement>('时区')
  const chosen = screen.getByRole<HTMLOptionElement>('option', { name: '新疆时间' })
  // happy-dom knows `:checked` of boxes only; Svelte reads a choice by it.
  select.querySelector = (() => chosen) as typeof select.querySelector
  await fireEvent.change(select)
  await fireEvent.click(screen.getByRole('button', { name: '保存' }))

  await waitFor(() => expect(asked.some((one) => nameOf(one) === 'SetTimeZone')).toBe(true))
  expect(asked.find((one) => nameOf(one) === 'SetTimeZone')!.variables).toMatchObject({ grid: 'east', timeZone: 'Asia/Urumqi', version: 3 })
})

test('whoever stands before a leader above them is given a code to sign in', async () => {
  const posts = [post('m', 'MEMBER', '李建平', ['END', 'GIVE_CODE'])]
  const { asked } = answers(
    { ...east, posts },
    { GiveSignInCode: () => done({ giveSignInCode: { __typename: 'GivenCode', code: '246810', expiresAt: '2020-01-29T11:10:00+00:00' } }) },
  )
  await gridPage()
  await fireEvent.click(await screen.findByRole('button', { name: '当面给登录验证码' }))

  expect(await screen.findByText('246 810')).toBeTruthy()
  expect(asked.find((one) => nameOf(one) === 'GiveSignInCode')!.variables).toEqual({ person: 'person-m' })
})

test('who leads a town is not called a leader of a grid', async () => {
  answers({ ...east, tier: 'TOWN', posts: [post('l', 'LEADER', '沈国强')] })
  await gridPage()
  expect(await screen.findByText('镇街负责人')).toBeTruthy()
})

test('what is being typed stays when somebody else changes the grid, and is not written over their change', async () => {
  let now = east
  const { asked } = server((one) => {
    const name = nameOf(one)
    if (name === 'RenameGrid') return done({ done: { __typename: 'Changed', message: '刚才有人改过' } })
    return name === 'OneGrid' ? done({ grid: now }) : done({ grids: none, posts: none })
  })
  await gridPage()
  await fireEvent.click(await button('改名称'))
  await fireEvent.input(await screen.findByLabelText(/^名称/), { target: { value: '沿河网格' } })
  now = { ...east, name: '东边网格', version: 4 }
  const { askAgain } = await import('../graph/live')
  askAgain()
  await screen.findByRole('heading', { name: '东边网格' })
  expect(screen.getByLabelText<HTMLInputElement>(/^名称/).value).toBe('沿河网格')

  await fireEvent.click(await button('保存'))
  await screen.findByText(/刚才有人改过/)
  expect(asked.filter((one) => nameOf(one) === 'RenameGrid').map(({ variables }) => variables.input)).toEqual([
    { name: '沿河网格', tierName: '大网格', version: 3 },
  ])
})
