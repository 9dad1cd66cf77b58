import { fireEvent, screen, waitFor, within } from '@testing-library/svelte'
import { expect, test } from 'vitest'
import { done, server } from '../graph/testing/server'
import { stumbles } from '../ui/testing/axe'
import { answers, button, east, gridPage, nameOf, none, post } from './testing/page'

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
