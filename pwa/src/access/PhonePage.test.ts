import { fireEvent, screen, waitFor } from '@testing-library/svelte'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { done, refused, server, type Asked } from '../graph/testing/server'
import { stumbles } from '../ui/testing/axe'

const nameOf = ({ text }: Asked) => /^\w+ (\w+)/.exec(text)![1]!
const account = (phone: string) =>
  done({
    me: { __typename: 'Me', id: 'me', name: '刘芳', phone, language: 'ZH_HANS', posts: [] },
    myHousehold: { __typename: 'Household', id: 'home' },
    myVolunteering: null,
  })
const sent = (demoCode: string | null = null) =>
  done({ requestSignInCode: { __typename: 'CodeSent', expiresAt: '2020-01-29T11:10:00+00:00', demoCode } })
const changed = () => done({ changePhone: { __typename: 'Me', id: 'me', phone: '+86139****4321' } })

beforeEach(async () => {
  const { remember } = await import('../graph/database')
  await remember('person', 'me')
})

let close: () => void
afterEach(() => close())

async function open() {
  const { cleanup, render } = await import('@testing-library/svelte')
  const { default: Page } = await import('./PhonePage.svelte')
  close = cleanup
  return render(Page)
}

async function askForCode() {
  await fireEvent.input(await screen.findByLabelText('新手机号'), { target: { value: '13987654321' } })
  await fireEvent.click(screen.getByRole('button', { name: '获取验证码' }))
  return screen.findByLabelText<HTMLInputElement>('短信里的 6 位数字')
}

test('a new number is proved by its code, and then the page says what became of the rest', async () => {
  const { asked } = server((one) =>
    nameOf(one) === 'MyAccount' ? account('+86138****5678') : nameOf(one) === 'ChangePhone' ? changed() : sent(),
  )
  const { container } = await open()
  expect(await screen.findByText(/现在用 138 \*{4} 5678 登录/)).toBeTruthy()
  expect(screen.getByText(/原来的号码和您的其他设备会收到通知/)).toBeTruthy()
  expect(await stumbles(container)).toEqual([])
  const field = await askForCode()
  expect(await stumbles(container)).toEqual([])

  await fireEvent.input(field, { target: { value: '123456' } })

  expect(await screen.findByText(/以后请用 139 \*{4} 4321 登录/)).toBeTruthy()
  expect(asked.find((one) => nameOf(one) === 'ChangePhone')!.variables).toEqual({ phone: '13987654321', code: '123456', ownCode: null })
  expect(screen.getByRole('link', { name: '我的设备' }).getAttribute('href')).toBe('/me/devices')
  expect(screen.getByRole('link', { name: '我的家' }).getAttribute('href')).toBe('/my-household')
  expect(await stumbles(container)).toEqual([])
})

test('whoever signed in a while ago proves the old number too, and writes the new code only once', async () => {
  const answers = [
    refused('changePhone', 'ProveItIsYou', '请先获取验证码，证明是您本人。'),
    refused('changePhone', 'WrongCode', '验证码不对，还可以试 4 次。'),
    changed(),
  ]
  const { asked } = server((one) =>
    nameOf(one) === 'MyAccount' ? account('+86138****5678') : nameOf(one) === 'ChangePhone' ? answers.shift()! : sent(),
  )
  const { container } = await open()
  await fireEvent.input(await askForCode(), { target: { value: '123456' } })

  await fireEvent.input(await screen.findByLabelText('原来的手机号'), { target: { value: '13812345678' } })
  expect(screen.getByText(/138 \*{4} 5678/)).toBeTruthy()
  expect(await stumbles(container)).toEqual([])
  await fireEvent.click(screen.getByRole('button', { name: '获取验证码' }))
  await screen.findByRole('button', { name: '重新获取' })
  const field = screen.getByLabelText<HTMLInputElement>('短信里的 6 位数字')
  await fireEvent.input(field, { target: { value: '000000' } })
  expect(await screen.findByText(/还可以试 4 次/)).toBeTruthy()
  expect(field.value).toBe('')
  await fireEvent.input(field, { target: { value: '654321' } })

  expect(await screen.findByText(/以后请用 139 \*{4} 4321 登录/)).toBeTruthy()
  const tried = asked.filter((one) => nameOf(one) === 'ChangePhone').map(({ variables }) => variables)
  expect(tried).toEqual([null, '000000', '654321'].map((ownCode) => ({ phone: '13987654321', code: '123456', ownCode })))
})

test('whoever has no number yet reads what it is good for, and nothing of an old one', async () => {
  server(() => account(''))
  await open()
  expect(await screen.findByText(/您还没有登记手机号/)).toBeTruthy()
  expect(screen.queryByText(/原来的号码/)).toBeNull()
})

test('a wrong code is said beside it, and it is empty again; another number can be written', async () => {
  server((one) =>
    nameOf(one) === 'MyAccount'
      ? account('+86138****5678')
      : nameOf(one) === 'ChangePhone'
        ? refused('changePhone', 'WrongCode', '验证码不对，还可以试 4 次。')
        : sent(),
  )
  await open()
  const field = await askForCode()
  await fireEvent.input(field, { target: { value: '123456' } })

  expect(await screen.findByText(/还可以试 4 次/)).toBeTruthy()
  expect(field.value).toBe('')
  await fireEvent.click(screen.getByRole('button', { name: '换一个号码' }))
  expect(screen.getByLabelText<HTMLInputElement>('新手机号').value).toBe('13987654321')
  expect(screen.queryByText(/还可以试 4 次/)).toBeNull()
})

test('that a number has an account already is said beside the number, which can be written anew', async () => {
  server((one) =>
    nameOf(one) === 'MyAccount'
      ? account('+86138****5678')
      : nameOf(one) === 'ChangePhone'
        ? refused('changePhone', 'NumberTaken', '这个号码已经有账号了。')
        : sent(),
  )
  const { container } = await open()
  await fireEvent.input(await askForCode(), { target: { value: '123456' } })

  expect(await screen.findByText('这个号码已经有账号了。')).toBeTruthy()
  expect(screen.getByLabelText<HTMLInputElement>('新手机号').getAttribute('aria-invalid')).toBe('true')
  expect(screen.queryByLabelText('短信里的 6 位数字')).toBeNull()
  expect(await stumbles(container)).toEqual([])
})

test('in the demo one press fills the code in', async () => {
  const { asked } = server((one) =>
    nameOf(one) === 'MyAccount' ? account('') : nameOf(one) === 'ChangePhone' ? changed() : sent('246810'),
  )
  await open()
  await askForCode()
  await fireEvent.click(await screen.findByRole('button', { name: '填入' }))
  await waitFor(() => expect(asked.find((one) => nameOf(one) === 'ChangePhone')?.variables).toEqual({ phone: '13987654321', code: '246810', ownCode: null }))
})

test('without signal the page says so and keeps the number', async () => {
  server((one) => (nameOf(one) === 'MyAccount' ? account('') : 'no signal'))
  await open()
  await fireEvent.input(await screen.findByLabelText('新手机号'), { target: { value: '13987654321' } })
  await fireEvent.click(screen.getByRole('button', { name: '获取验证码' }))

  expect(await screen.findByText(/信号|网络/)).toBeTruthy()
  expect(screen.getByLabelText<HTMLInputElement>('新手机号').value).toBe('13987654321')
})
