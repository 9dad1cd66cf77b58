import { fireEvent, screen, waitFor, within } from '@testing-library/svelte'
import { tick } from 'svelte'
import { expect, test } from 'vitest'
import { done, json, server } from '../graph/testing/server'
import { stumbles } from '../ui/testing/axe'
import { choose, fill, home, nameOf, open, press } from './testing/page'

test('an invitation that is asked for again after a lost answer is the same one', async () => {
  const { asked, then } = server(() => 'no signal')
  await open(() => import('./inviting/HomeInvitation.svelte'), { household: 'home' })
  await press('给这一户发邀请码')
  await screen.findByRole('button', { name: '再试一次' })
  then(() =>
    done({
      done: {
        __typename: 'Invitation', id: 'i', code: '4F7K2M9P', link: 'https://lianxin.example/join/4F7K2M9P', qr: 'data:,', uses: 6, used: 0,
        expiresAt: '2020-02-05T11:00:00+00:00', isOpen: true, door: { __typename: 'Door', label: '3栋2单元502' }, grid: { __typename: 'Grid', id: 'east', name: '第一网格' },
      },
    }),
  )
  await press('给这一户发邀请码')
  await screen.findByText('4F7K2M9P')

  const [first, again] = asked.map(({ variables }) => variables)
  expect(first).toEqual({ household: 'home', days: 7, uses: 6, key: expect.any(String) as string })
  expect(again).toEqual(first)
})

test('a leader registers a resident; only a household registers a family member', async () => {
  server(() => done({ household: { ...home, looks: null } }))
  await open(() => import('./Household.svelte'), { id: 'home' })
  await press('登记居民')
  expect(await screen.findByRole('dialog', { name: '登记居民' })).toBeTruthy()
  expect(screen.queryByText('登记家里人')).toBeNull()
  close()

  server(() => done({ myHousehold: home, myWaiting: null }))
  await open(() => import('./MyHousehold.svelte'))
  expect(await screen.findByRole('button', { name: '登记家里人' })).toBeTruthy()
})

test('a liaison without doors is told what that means, and whom to ask', async () => {
  const counts = { __typename: 'HouseholdCounts', households: 0, withoutResidents: 0, withoutLiaison: 0, waiting: 0 }
  const me = {
    myGrid: null,
    me: { id: 'me', posts: [{ id: 'p', role: 'LIAISON', grid: { id: 'east', name: '第一网格', label: '第一网格', tier: 'GRID' } }] },
  }
  const none = { nodes: [], pageInfo: { hasNextPage: false, endCursor: null } }
  const { asked } = server((one) => done(nameOf(one) === 'MyGrids' ? me : { householdCounts: counts, households: none }))
  await open(() => import('./Households.svelte'))
  expect(await screen.findByText('还没有住户分给您')).toBeTruthy()
  await fireEvent.click(screen.getByLabelText('没登记居民'))
  await waitFor(() => expect(asked.some(({ variables }) => variables.missing === 'RESIDENTS')).toBe(true))
  expect(await screen.findByText(/请网格长或专职网格员在“联络员分工”里分给您/)).toBeTruthy()
  expect(screen.queryByText('没有这样的住户')).toBeNull()
})

test('a stranger at the door is turned away after one question that names them', async () => {
  const { asked } = server((one) =>
    nameOf(one) === 'MyHousehold' ? done({ myHousehold: home, myWaiting: null }) : done({ moveOut: { __typename: 'Household', id: 'h' } }),
  )
  await open(() => import('./MyHousehold.svelte'))
  await press('不认识，不让进')
  const question = await screen.findByRole('dialog', { name: '不让“老徐”进来？' })
  expect(asked.map(nameOf)).toEqual(['MyHousehold'])
  await fireEvent.click(within(question).getByRole('button', { name: '不认识，不让进' }))
  await waitFor(() => expect(asked.find((one) => nameOf(one) === 'MoveOut')?.variables).toMatchObject({ resident: 'stranger' }))
})

test('my home shows who lives here, who waits, what matters and who looked', async () => {
  const { asked } = server((one) =>
    nameOf(one) === 'MyHousehold' ? done({ myHousehold: home, myWaiting: null }) : done({ admitResident: { ...home, looks: undefined } }),
  )
  const { container } = await open(() => import('./MyHousehold.svelte'))

  await screen.findByText('余新镇 第一网格 3栋2单元502')
  expect(screen.getByRole('link', { name: '打给李建平' }).getAttribute('href')).toBe('tel:+8613800000004')
  expect(screen.getByText('牛奶蛋白过敏')).toBeTruthy()
  expect(screen.getByText('王芳').parentElement!.textContent).toContain('镇街负责人\u00a0· 网格工作')
  expect(await stumbles(container)).toEqual([])

  await press('是家里人，让进来')
  const sheet = await screen.findByRole('dialog', { name: '是家里人，让进来: 老徐' })
  await fireEvent.click(within(sheet).getByRole('button', { name: '奶奶' }))
  await waitFor(() => expect(asked.find((one) => nameOf(one) === 'AdmitResident')?.variables).toMatchObject({ resident: 'stranger', knownAs: 'grandmother' }))
})

test('who has no home yet is told how to come in', async () => {
  server(() => done({ myHousehold: null, myWaiting: null }))
  await open(() => import('./MyHousehold.svelte'))
  await screen.findByText('还没有登记您的家')
  expect(screen.getByRole('link', { name: '我有邀请码' }).getAttribute('href')).toBe('/join')
})

test('a door is registered by thumb without signal, and the next one keeps its building', async () => {
  const posts = { me: { __typename: 'Me', id: 'me', posts: [{ __typename: 'MyPost', id: 'post', role: 'MEMBER', grid: { __typename: 'PostGrid', id: 'east', label: '第一网格' } }] } }
  const { then } = server(() => done(posts))
  const { container } = await open(() => import('./Register.svelte'))
  await screen.findByLabelText(/楼栋/)
  then(() => 'no signal')
  Element.prototype.scrollIntoView = () => undefined
  await fill(/楼栋/, '3栋')
  await fill(/房号/, '502')
  await fill(/姓名/, '徐静')
  await press('登记一户')

  await screen.findByText('已登记 3栋 502')
  expect(screen.getByLabelText<HTMLInputElement>(/楼栋/).value).toBe('3栋')
  expect(screen.getByLabelText<HTMLInputElement>(/房号/).value).toBe('')
  expect(await stumbles(container)).toEqual([])
  const { pending } = await import('../graph/sending.svelte')
  const { RegisterHousehold } = await import('./documents')
  await waitFor(() => expect(pending.of(RegisterHousehold).map(({ what }) => what)).toEqual(['登记一户：3栋 502']))
})

test('a door in a part of the ground is registered in that part', async () => {
  const posts = { me: { __typename: 'Me', id: 'me', posts: [{ __typename: 'MyPost', id: 'post', role: 'LEADER', grid: { __typename: 'PostGrid', id: 'east', label: '第一网格' } }] } }
  const parts = { grids: { __typename: 'GridConnection', nodes: [{ __typename: 'Grid', id: 'river', name: '河滨里微网格' }] } }
  const { asked } = server((one) => (nameOf(one) === 'RegisterHousehold' ? 'no signal' : done(nameOf(one) === 'PartsOfGrid' ? parts : posts)))
  const { container } = await open(() => import('./Register.svelte'))
  await choose(/这一户在哪里/, '河滨里微网格')
  Element.prototype.scrollIntoView = () => undefined
  await fill(/楼栋/, '3栋')
  await fill(/房号/, '502')
  await press('登记一户')
  // What an earlier test left waiting on this phone is sent too.
  await waitFor(() => expect(asked.filter((one) => nameOf(one) === 'RegisterHousehold').map(({ variables }) => variables.grid)).toContain('river'))
  expect(await stumbles(container)).toEqual([])
})

test('a list that is sent too often is told when it may be sent again', async () => {
  const posts = { me: { __typename: 'Me', id: 'me', posts: [{ __typename: 'MyPost', id: 'post', role: 'LEADER', grid: { __typename: 'PostGrid', id: 'east', label: '第一网格' } }] } }
  server((one) => (one.path === '/graphql' ? done(posts) : new Response('试得太多了，请 3 分钟后再试。', { status: 429 })))
  await open(() => import('./Import.svelte'))
  await fireEvent.change(await screen.findByLabelText('选表格'), { target: { files: [new File(['x'], '住户.csv')] } })
  await screen.findByText('试得太多了，请 3 分钟后再试。')
})

test('a list that was chosen while another is looked at takes its place', async () => {
  const posts = { me: { __typename: 'Me', id: 'me', posts: [{ __typename: 'MyPost', id: 'post', role: 'LEADER', grid: { __typename: 'PostGrid', id: 'east', label: '第一网格' } }] } }
  const plan = (newDoors: string[]) => json({ faults: [], newDoors, knownDoors: 0, newResidents: 0, changedResidents: 0, isDone: false })
  let finish = (_: Response) => undefined as void
  const { asked, then } = server((one) => (one.path === '/graphql' ? done(posts) : new Promise<Response>((resolve) => (finish = resolve))))
  await open(() => import('./Import.svelte'))
  const chooseFile = async (name: string) => fireEvent.change(await screen.findByLabelText('选表格'), { target: { files: [new File(['x'], name)] } })
  await chooseFile('旧.csv')
  await waitFor(() => expect(asked.filter(({ path }) => path.startsWith('/imports'))).toHaveLength(1))
  then(() => plan(['3栋502', '3栋503']))
  await chooseFile('新.csv')
  await screen.findByText('会新增 2 户、0 人')

  const late = plan(['1栋101'])
  finish(late)
  await waitFor(() => expect(late.bodyUsed).toBe(true))
  await tick()

  expect(screen.getByText('会新增 2 户、0 人')).toBeTruthy()
  expect(screen.getByText('新.csv')).toBeTruthy()
})

test('a list with faults shows each line and cannot be brought in; a good one can', async () => {
  const posts = { me: { __typename: 'Me', id: 'me', posts: [{ __typename: 'MyPost', id: 'post', role: 'LEADER', grid: { __typename: 'PostGrid', id: 'east', label: '第一网格' } }] } }
  const plan = { faults: [], newDoors: ['3栋502'], knownDoors: 2, newResidents: 1, changedResidents: 0, isDone: false }
  const { asked, then } = server((one) =>
    one.path === '/graphql' ? done(posts) : json({ ...plan, newDoors: [], faults: [{ line: 3, reason: '请检查手机号' }] }),
  )
  await open(() => import('./Import.svelte'))
  const chooseFile = async () => fireEvent.change(await screen.findByLabelText('选表格'), { target: { files: [new File(['x'], '住户.csv')] } })
  await chooseFile()
  await screen.findByText('第 3 行')
  expect(screen.queryByRole('button', { name: '确认导入' })).toBeNull()

  then((one) => json({ ...plan, isDone: one.path.includes('apply=1') }))
  await chooseFile()
  await screen.findByText('会新增 1 户、1 人')
  await press('确认导入')
  await screen.findByText('已新增 1 户、1 人')
  expect(asked.filter(({ path }) => path.startsWith('/imports')).map(({ path }) => path.slice(-7))).toEqual(['apply=0', 'apply=0', 'apply=1'])
})
