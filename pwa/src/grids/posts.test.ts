import { fireEvent, screen, waitFor } from '@testing-library/svelte'
import { expect, test } from 'vitest'
import { done, server } from '../graph/testing/server'
import { stumbles } from '../ui/testing/axe'
import { answers, button, east, gridPage, nameOf, none, open, post } from './testing/page'

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
