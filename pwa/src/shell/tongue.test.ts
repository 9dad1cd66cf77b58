import { expect, test } from 'vitest'
import { done, server } from '../graph/testing/server'

const load = async () => ({ ...(await import('./tongue')), ...(await import('../words/language.svelte')) })
const told = () => done({ updateMe: { __typename: 'Me', id: 'me', name: '王芳', language: 'EN' } })

test('messages follow the language of the phone', async () => {
  const { asked } = server(told)
  const { chooseFor, speak } = await load()
  await speak('zh-Hant')
  await chooseFor('me')
  expect(asked.map(({ variables }) => variables)).toEqual([{ language: 'ZH_HANT' }])
})

test('a language chosen without signal is told once there is some, for the same person, and once', async () => {
  let signal = false
  const { asked } = server(() => (signal ? told() : 'no signal'))
  const { chooseFor, speak, tellLanguage } = await load()
  await speak('en')
  await expect(chooseFor('me')).rejects.toThrow()
  signal = true
  await tellLanguage('somebody else')
  expect(asked.length).toBe(1)
  await tellLanguage('me')
  await tellLanguage('me')
  expect(asked.map(({ variables }) => variables)).toEqual([{ language: 'EN' }, { language: 'EN' }])
})

test('who chose no language keeps the one they have', async () => {
  const { asked } = server(told)
  const { tellLanguage } = await load()
  await tellLanguage('me')
  expect(asked).toEqual([])
})
