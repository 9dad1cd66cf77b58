import { fireEvent, screen, waitFor, within } from '@testing-library/svelte'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { done, refused, server, type Asked } from '../graph/testing/server'
import { stumbles } from '../ui/testing/axe'

const nameOf = ({ text }: Asked) => /^\w+ (\w+)/.exec(text)![1]!
const at = '2020-01-29T11:00:00+00:00'

const device = (id: string, isThisOne: boolean) => ({ __typename: 'Device', id, name: `手机 ${id}`, since: at, lastUsed: at, isThisOne })
const account = (phone: string) => ({
  me: { __typename: 'Me', id: 'me', name: '王芳', phone, language: 'ZH_HANS', posts: [] },
  myHousehold: null,
  myVolunteering: null,
})

beforeEach(async () => {
  const { remember } = await import('../graph/database')
  await remember('person', 'me')
})

let close: () => void
afterEach(() => close())

async function open(page: 'Devices' | 'Erase' | 'Me' | 'NamePage' | 'Own' | 'Tokens') {
  const { cleanup, render } = await import('@testing-library/svelte')
  const pages = { Devices: () => import('./Devices.svelte'), Erase: () => import('./Erase.svelte'), Me: () => import('./Me.svelte'), NamePage: () => import('./NamePage.svelte'), Own: () => import('./Own.svelte'), Tokens: () => import('./Tokens.svelte') }
  const { default: Page } = await pages[page]()
  close = cleanup
  return render(Page as never)
}

const confirm = async (action: string) =>
  fireEvent.click(within(await screen.findByRole('dialog')).getByRole('button', { name: action }))

test('a lost phone is signed out after one question that names it, and this one cannot be', async () => {
  let left = [device('a', true), device('b', false)]
  const { asked } = server((one) => {
    if (nameOf(one) === 'MyDevices') return done({ myDevices: left })
    left = [device('a', true)]
    return done({ revokeDevice: { __typename: 'DevicesLeft', devices: left } })
  })
  const { container } = await open('Devices')
  const buttons = await screen.findAllByRole('button', { name: '退出这部设备' })
  expect(buttons).toHaveLength(1)
  expect(await stumbles(container)).toEqual([])

  await fireEvent.click(buttons[0]!)
  expect(await screen.findByText('要让“手机 b”退出吗？')).toBeTruthy()
  await confirm('退出这部设备')

  await waitFor(() => expect(asked.find((one) => nameOf(one) === 'RevokeDevice')?.variables).toEqual({ device: 'b' }))
  expect(await screen.findByText('只有这一部设备登录着。')).toBeTruthy()
})

test('erasing asks for a code, then once more, and then the phone forgets everything', async () => {
  const { asked } = server((one) => {
    if (nameOf(one) === 'MyAccount') return done(account('+86138****5678'))
    if (nameOf(one) === 'RequestSignInCode') return done({ requestSignInCode: { __typename: 'CodeSent', expiresAt: at, demoCode: null } })
    return done({ eraseMe: { __typename: 'Erased', devicesSignedOut: true } })
  })
  await open('Erase')
  expect((await screen.findByRole<HTMLButtonElement>('button', { name: '清除，不再保留' })).disabled).toBe(true)
  await fireEvent.input(screen.getByLabelText('手机号'), { target: { value: '13812345678' } })
  await fireEvent.click(screen.getByRole('button', { name: '获取验证码' }))
  await fireEvent.input(await screen.findByLabelText('短信里的 6 位数字'), { target: { value: '123456' } })
  expect(asked.some((one) => nameOf(one) === 'EraseMe')).toBe(false)
  await confirm('清除，不再保留')

  const { fact } = await import('../graph/database')
  await waitFor(async () => expect(await fact('person')).toBeUndefined())
  expect(asked[asked.length - 1]!.variables).toEqual({ code: '123456' })
  expect(location.pathname).toBe('/erased')
})

test('a leader who may not be erased yet is told what to do first, and stays', async () => {
  server((one) =>
    nameOf(one) === 'MyAccount' ? done(account('')) : refused('eraseMe', 'HandOverFirst', '您还负责「第一网格」。'),
  )
  await open('Erase')
  await fireEvent.click(await screen.findByRole('button', { name: '清除，不再保留' }))
  await confirm('清除，不再保留')

  expect(await screen.findByText(/您还负责「第一网格」/)).toBeTruthy()
  const { fact } = await import('../graph/database')
  expect(await fact('person')).toBe('me')
})

test('whoever has no household yet is shown how to join one', async () => {
  server(() => done(account('+86138****5678')))
  const { container } = await open('Me')

  expect((await screen.findByRole('link', { name: '我有邀请码' })).getAttribute('href')).toBe('/join')
  expect(await stumbles(container)).toEqual([])
})

test('a new key shows its secret once', async () => {
  const posts = [{ __typename: 'MyPost', id: 'p', role: 'LEADER', grid: { __typename: 'PostGrid', id: 'g', label: '余新镇 / 金星社区' } }]
  const { asked } = server((one) =>
    nameOf(one) === 'ApiTokens'
      ? done({ apiTokens: [], me: { __typename: 'Me', id: 'me', posts } })
      : done({ makeApiToken: { __typename: 'FreshApiToken', secret: 'only-now', token: { __typename: 'ApiToken', id: 't' } } }),
  )
  await open('Tokens')
  expect(await screen.findByText('还没有密钥')).toBeTruthy()
  await fireEvent.click(screen.getByRole('button', { name: '新建密钥' }))
  const make = within(await screen.findByRole('dialog')).getByRole('button', { name: '新建' })
  await fireEvent.click(make)
  expect(await screen.findByText('请写给哪个程序用。')).toBeTruthy()
  await fireEvent.input(screen.getByLabelText(/给哪个程序用/), { target: { value: '报表' } })
  await fireEvent.click(make)

  expect(await screen.findByText('only-now')).toBeTruthy()
  expect(asked.find((one) => nameOf(one) === 'MakeApiToken')!.variables).toEqual({ grid: 'g', name: '报表', days: 90, mayWrite: false })
  await fireEvent.click(screen.getByRole('button', { name: '关闭' }))
  expect(screen.queryByText('only-now')).toBeNull()
})

test('a town leader is called so, and whoever is no volunteer yet finds how to become one', async () => {
  const posts = [{ __typename: 'MyPost', id: 'p', role: 'LEADER', until: null, grid: { __typename: 'PostGrid', id: 'g', label: '南湖区 / 余新镇', tier: 'TOWN' } }]
  server(() => done({ ...account(''), me: { ...account('').me, posts } }))
  await open('Me')

  expect((await screen.findByText(/余新镇/)).textContent).toContain('镇街负责人')
  expect(screen.queryByText(/网格长/)).toBeNull()
  expect(screen.getByRole('link', { name: /报名做志愿者/ }).getAttribute('href')).toBe('/volunteering')
})

test('a label of what is held about me stands once before all that it says, and a photo opens', async () => {
  const line = (label: string, text: string) => ({ __typename: 'HeldLine', label, text })
  const lines = [line('技能', '开车'), line('技能', '做饭'), line('照片', '/photos/1?until=2&sign=3')]
  server(() => done({ myData: [{ __typename: 'HeldSection', name: 'x', title: '志愿服务', entries: [{ __typename: 'HeldEntry', lines }] }] }))
  await open('Own')

  expect((await screen.findAllByText('技能')).length).toBe(1)
  expect(screen.getByText('做饭').tagName).toBe('DD')
  expect(screen.getByRole('link', { name: '打开' }).getAttribute('href')).toBe('/photos/1?until=2&sign=3')
})

test('a name that is being written stays, and the language of messages is the one that holds now', async () => {
  const me = { ...account('').me, language: 'EN' }
  const { asked, then } = server(() => done({ ...account(''), me }))
  await open('NamePage')
  await fireEvent.input(await screen.findByLabelText('名字'), { target: { value: '王小芳' } })
  expect(screen.getByLabelText<HTMLInputElement>('English').checked).toBe(true)

  then((one) => (nameOf(one) === 'UpdateMe' ? done({ updateMe: { ...me, name: '王小芳' } }) : done({ ...account(''), me: { ...me, language: 'ZH_HANT' } })))
  await waitFor(() => expect(screen.getByRole<HTMLButtonElement>('button', { name: '刷新' }).disabled).toBe(false))
  await fireEvent.click(screen.getByRole('button', { name: '刷新' }))

  await waitFor(() => expect(screen.getByLabelText<HTMLInputElement>('繁體').checked).toBe(true))
  expect(screen.getByLabelText<HTMLInputElement>('名字').value).toBe('王小芳')
  await fireEvent.click(screen.getByRole('button', { name: '保存' }))
  await waitFor(() => expect(asked.find((one) => nameOf(one) === 'UpdateMe')?.variables).toEqual({ name: '王小芳', language: 'ZH_HANT' }))
})
