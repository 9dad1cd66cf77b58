import { fireEvent, screen, waitFor } from '@testing-library/svelte'
import { afterEach, expect, test, vi } from 'vitest'
import { done, refused, server, type Asked } from '../graph/testing/server'
import { stumbles } from '../ui/testing/axe'

const nameOf = ({ text }: Asked) => /^\w+ (\w+)/.exec(text)![1]!
const sent = (demoCode: string | null = null) =>
  done({ requestSignInCode: { __typename: 'CodeSent', expiresAt: '2020-01-29T11:10:00+00:00', demoCode } })
const me = (name: string) => done({ signIn: { __typename: 'Me', id: 'me', name } })

let close: () => void
afterEach(() => close())

/** Every test has a new phone, so the page and what draws it are loaded anew. */
async function open() {
  const { cleanup, render } = await import('@testing-library/svelte')
  const { default: SignIn } = await import('./SignIn.svelte')
  close = cleanup
  return render(SignIn)
}

async function askForCode() {
  await fireEvent.input(screen.getByLabelText('手机号'), { target: { value: '13812345678' } })
  await fireEvent.click(screen.getByRole('button', { name: '获取验证码' }))
  return screen.findByLabelText<HTMLInputElement>('短信里的 6 位数字')
}

test('a code that is pasted with its sentence goes off by itself and signs in', async () => {
  const { asked } = server((one) => (nameOf(one) === 'SignIn' ? me('王芳') : sent()))
  const { container } = await open()
  const field = await askForCode()
  expect(await stumbles(container)).toEqual([])

  await fireEvent.input(field, { target: { value: '【连心】验证码 １２３ 456' } })

  const { fact } = await import('../graph/database')
  await waitFor(async () => expect(await fact('person')).toBe('me'))
  expect(asked.map(nameOf)).toEqual(['RequestSignInCode', 'SignIn'])
  expect(asked[1]!.variables).toEqual({ phone: '13812345678', code: '123456' })
})

test('whoever has no name yet is asked for it first', async () => {
  const router = await import('../shell/router.svelte')
  server((one) => (nameOf(one) === 'SignIn' ? me('') : sent()))
  await open()
  await fireEvent.input(await askForCode(), { target: { value: '123456' } })

  await waitFor(() => expect(router.here.query.get('then')).toContain('/welcome'))
})

test('a wrong code is said beside the field, which is empty again', async () => {
  server((one) => (nameOf(one) === 'SignIn' ? refused('signIn', 'WrongCode', '验证码不对，还可以试 4 次。') : sent()))
  await open()
  const field = await askForCode()
  await fireEvent.input(field, { target: { value: '000000' } })

  expect(await screen.findByText(/还可以试 4 次/)).toBeTruthy()
  expect(field.value).toBe('')
  const { fact } = await import('../graph/database')
  expect(await fact('person')).toBeUndefined()
})

test('a new code can be asked for after a minute, and the page counts down to it', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'Date'] })
  server(() => sent())
  await open()
  await askForCode()
  expect(screen.getByRole<HTMLButtonElement>('button', { name: /60 秒/ }).disabled).toBe(true)

  vi.advanceTimersByTime(60_000)

  expect((await screen.findByRole<HTMLButtonElement>('button', { name: '重新获取' })).disabled).toBe(false)
  vi.useRealTimers()
})

test('in the demo the code is shown and can be filled in by one press', async () => {
  const { asked } = server((one) => (nameOf(one) === 'SignIn' ? me('王芳') : sent('246810')))
  await open()
  await askForCode()
  await fireEvent.click(await screen.findByRole('button', { name: '填入' }))

  await waitFor(() => expect(asked[asked.length - 1]!.variables).toEqual({ phone: '13812345678', code: '246810' }))
})

test('without signal the page says so and keeps the number', async () => {
  server(() => 'no signal')
  await open()
  await fireEvent.input(screen.getByLabelText('手机号'), { target: { value: '13812345678' } })
  await fireEvent.click(screen.getByRole('button', { name: '获取验证码' }))

  expect(await screen.findByRole('status')).toBeTruthy()
  expect(screen.getByLabelText<HTMLInputElement>('手机号').value).toBe('13812345678')
})
