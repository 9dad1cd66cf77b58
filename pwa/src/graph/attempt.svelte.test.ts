import { expect, test } from 'vitest'
import { Attempt } from './attempt.svelte'

test('while it is under way a second press does nothing', async () => {
  const attempt = new Attempt()
  let times = 0
  let finish = () => undefined as void
  const first = attempt.go(() => new Promise<void>((resolve) => ((times += 1), (finish = resolve))))
  expect(attempt.busy).toBe(true)

  await attempt.go(async () => (times += 1))
  finish()
  await first

  expect(times).toBe(1)
  expect(attempt.busy).toBe(false)
})

test('a refusal is kept in the words of the server until the next try', async () => {
  const attempt = new Attempt()
  await attempt.go(async () => expect(attempt.refused({ __typename: 'WrongCode', message: '验证码不对。' })).toBe(true))
  expect(attempt.refusal).toBe('验证码不对。')
  expect(attempt.problem).toBeUndefined()

  await attempt.go(async () => expect(attempt.refused({ __typename: 'Me', id: 'me' })).toBe(false))
  expect(attempt.refusal).toBeUndefined()
})

test('what went wrong is kept, and it can be tried again', async () => {
  const attempt = new Attempt()
  const lost = new Error('no signal')
  await attempt.go(() => Promise.reject(lost))
  expect(attempt.problem).toBe(lost)
  expect(attempt.busy).toBe(false)

  await attempt.go(async () => undefined)
  expect(attempt.problem).toBeUndefined()
})
