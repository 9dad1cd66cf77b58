import { fireEvent, screen, waitFor } from '@testing-library/svelte'
import { expect, test, vi } from 'vitest'
import { done, refused, server } from '../../graph/testing/server'
import { stumbles } from '../../ui/testing/axe'
import { choose, fill, nameOf, open, press } from '../testing/page'

const welcome = {
  __typename: 'Welcome',
  place: '余新镇 / 金星社区 / 第一网格',
  door: null,
  buildings: [{ __typename: 'Building', name: '3栋', units: ['1单元', '2单元'], grid: 'east' }],
}

const join = () => open(() => import('./Join.svelte'), { code: '4F7K2M9P' })

test('a neighbour comes in by a code: the building from the list, the room and the name by hand', async () => {
  const { asked } = server((one) =>
    nameOf(one) === 'Welcome'
      ? done({ invitation: welcome })
      : done({ acceptInvitation: { __typename: 'Joined', person: 'me', isWaiting: false, door: { __typename: 'Door', label: '3栋2单元502' } } }),
  )
  const { container } = await join()

  await screen.findByText('余新镇 / 金星社区 / 第一网格')
  await choose(/楼栋/, '3栋')
  await choose(/单元/, '2单元')
  await fill(/房号/, '502')
  await press('下一步')
  await fill(/姓名/, ' 徐静 ')
  expect(await stumbles(container)).toEqual([])
  await press('加入')

  await screen.findByText('您已加入')
  const { variables } = asked.find((one) => nameOf(one) === 'AcceptInvitation')!
  expect(variables).toEqual({
    code: '4F7K2M9P',
    key: expect.any(String) as string,
    input: { name: '徐静', door: { building: '3栋', unit: '2单元', room: '502' }, grid: 'east' },
  })
})

test('who overlooks the unit is asked for it, and one without a unit can say so', async () => {
  const { asked } = server((one) => done(nameOf(one) === 'Welcome' ? { invitation: welcome } : {}))
  await join()

  await screen.findByText('余新镇 / 金星社区 / 第一网格')
  await choose(/楼栋/, '3栋')
  await fill(/房号/, '502')
  await press('下一步')
  expect(screen.getByText(/请选单元。/)).toBeTruthy()
  expect(screen.queryByText('您叫什么名字？')).toBeNull()
  await choose(/单元/, '没有单元')
  await press('下一步')
  await screen.findByText('3栋502')
  expect(asked.map(nameOf)).toEqual(['Welcome'])
})

test('pressing again after a lost answer is the same coming in', async () => {
  const { asked, then } = server(() => done({ invitation: { ...welcome, door: { __typename: 'Door', label: '3栋2单元502' } } }))
  await join()
  await screen.findByText('您叫什么名字？')
  then(() => 'no signal')
  await fill(/姓名/, '徐静')
  await press('加入')
  await screen.findByRole('status')
  then(() => refused('acceptInvitation', 'InvitationUsedUp', '名额已经用完'))
  await waitFor(() => expect(screen.getByRole<HTMLButtonElement>('button', { name: '加入' }).disabled).toBe(false))
  await press('加入')
  await screen.findByText('名额已经用完')
  await waitFor(() => expect(screen.getByRole<HTMLButtonElement>('button', { name: '加入' }).disabled).toBe(false))
  await press('加入')
  await waitFor(() => expect(asked.filter((one) => nameOf(one) === 'AcceptInvitation')).toHaveLength(3))
  const keys = asked.filter((one) => nameOf(one) === 'AcceptInvitation').map(({ variables }) => variables.key)
  expect(keys[0]).toBe(keys[1])
  expect(keys[2]).not.toBe(keys[1])
})

test('an invitation that is over says so and asks for another code', async () => {
  server(() => refused('invitation', 'InvitationOver', '这个邀请已经过期'))
  await join()
  await screen.findByText('这个邀请已经过期')
  expect(screen.getByRole('link', { name: '换一个邀请码' }).getAttribute('href')).toBe('/join')
  expect(screen.queryByText(/输错/)).toBeNull()
})

test('a code that nobody knows is to be compared with what was typed, which is still there', async () => {
  server(() => refused('invitation', 'NotFound', '没有找到，可能已经撤下。请返回，刷新后再看。'))
  await join()
  await screen.findByText('没有找到这个邀请码')
  expect(screen.getByText('请对照邀请码，看看字母和数字有没有输错；还是不行，就向网格员要一个新的。')).toBeTruthy()
  expect(screen.queryByText(/刷新/)).toBeNull()
  expect(screen.getByRole('link', { name: '看看输了什么' }).getAttribute('href')).toBe('/join?code=4F7K2M9P')

  close()
  history.replaceState({}, '', '/join?code=4F7K2M9P')
  vi.resetModules()
  await open(() => import('./Join.svelte'))
  expect((await screen.findByLabelText<HTMLInputElement>(/邀请码/)).value).toBe('4F7K2M9P')
})

test('the way back from the name leads to the door as it was chosen', async () => {
  server(() => done({ invitation: welcome }))
  await join()
  await choose(/楼栋/, '3栋')
  await choose(/单元/, '2单元')
  await fireEvent.input(await screen.findByLabelText(/房号/), { target: { value: '502' } })
  await press('下一步')
  await screen.findByText('您叫什么名字？')
  expect(location.pathname + location.search).toBe('/join/4F7K2M9P?name')

  const { go } = await import('../../shell/router.svelte')
  go('/join/4F7K2M9P')
  expect((await screen.findByLabelText<HTMLInputElement>(/房号/)).value).toBe('502')
  expect(screen.getByLabelText<HTMLSelectElement>(/单元/).selectedOptions[0]!.textContent!.trim()).toBe('2单元')
  expect(screen.queryByText('您叫什么名字？')).toBeNull()
  go('/')
})

test('coming in without signal can be tried again by the button that the sentence names', async () => {
  let signal = false
  const { asked } = server((one) => {
    if (nameOf(one) === 'Welcome') return done({ invitation: { ...welcome, door: { __typename: 'Door', label: '3栋2单元502' } } })
    if (!signal) throw new TypeError('Failed to fetch')
    return done({ acceptInvitation: { __typename: 'Joined', person: 'me', isWaiting: false, door: { __typename: 'Door', label: '3栋2单元502' } } })
  })
  await join()
  await screen.findByText('您叫什么名字？')
  await fill(/姓名/, '徐静')
  await press('加入')
  await screen.findByText(/再试一次”/)
  signal = true
  await press('再试一次')
  await screen.findByText('您已加入')
  const [first, second] = asked.filter((one) => nameOf(one) === 'AcceptInvitation')
  expect(second!.variables).toEqual(first!.variables)
})
