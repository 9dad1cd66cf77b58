// @vitest-environment node
import { expect, test } from 'vitest'
import type { Operation } from './operation'
import { done, failed, json, server } from './testing/server'
import { claim, openTab, tabOf } from './testing/tab'

const SignOut = { text: 'mutation SignOut{signOut}', types: [] } as unknown as Operation<unknown, Record<string, never>>
const accepted = () => done({ claim: { __typename: 'SupplyRequest', id: 'r1' } })

test('a session that ends in the middle pauses what waits and loses nothing', async () => {
  const tab = await tabOf('li')
  for (const subject of ['r1', 'r2', 'r3']) await claim(tab, subject)
  const phone = server(({ variables }) => (variables.request === 'r1' ? accepted() : failed('SIGNED_OUT')))
  expect(await tab.flush()).toBe('paused')
  expect(await tab.flush({ eager: true })).toBe('paused')
  expect(phone.asked).toHaveLength(2)
  expect((await tab.entries()).map(({ subject, tries, refusal }) => [subject, tries, refusal])).toEqual([['r2', 0, undefined], ['r3', 0, undefined]])

  phone.then(accepted)
  await tab.signInBy(async () => 'li')
  expect(await tab.flush()).toBe('empty')
  expect(await tab.entries()).toEqual([])
})

test('401 means the same', async () => {
  const tab = await tabOf('li')
  await claim(tab, 'r1')
  server(() => json({ errors: [{ message: '', extensions: { code: 'SIGNED_OUT' } }] }, 401))
  expect(await tab.flush()).toBe('paused')
  expect(await tab.entries()).toHaveLength(1)
})

test('what one person did is neither shown to the next nor sent as theirs', async () => {
  const tab = await tabOf('li')
  await claim(tab, 'r1')
  const { asked } = server(accepted)
  await tab.signInBy(async () => 'wang')
  expect(await tab.entries()).toEqual([])
  expect(await tab.flush()).toBe('empty')
  expect(asked).toEqual([])

  await tab.signInBy(async () => 'li')
  expect(await tab.flush()).toBe('empty')
  expect(asked.map(({ variables }) => variables.request)).toEqual(['r1'])
})

test('nothing is sent while somebody signs in', async () => {
  const tab = await tabOf('li')
  await claim(tab, 'r1')
  const { asked } = server(accepted)
  let flushing: Promise<unknown> | undefined
  await tab.signInBy(async () => {
    flushing = tab.flush()
    await tab.entries()
    await tab.entries()
    expect(asked).toEqual([])
    return 'wang'
  })
  await flushing
  expect(asked).toEqual([])
})

test('a refused sign-in changes nothing', async () => {
  const tab = await tabOf('li')
  await tab.remember('signedOut', true)
  await tab.signInBy(async () => undefined)
  expect([await tab.fact('person'), await tab.fact('signedOut')]).toEqual(['li', true])
})

test('signing out wipes everything but the language', async () => {
  const tab = await tabOf('li')
  await tab.remember('language', 'en')
  await tab.keepAnswer(await tab.keptUnder('query Me{me{id}}', {}), { data: { me: { id: 'li' } }, at: 1 })
  await claim(tab, 'r1')
  const { asked } = server(() => done({ signOut: true }))
  await tab.signOutBy(SignOut)
  expect(asked.map(({ text }) => text)).toEqual(['mutation SignOut{signOut}'])
  const left = await openTab()
  expect(await left.transact(['answers'], 'readonly', (store) => store('answers').count())).toBe(0)
  expect(await left.transact(['outbox'], 'readonly', (store) => store('outbox').count())).toBe(0)
  expect(await left.transact(['facts'], 'readonly', (store) => store('facts').getAllKeys())).toEqual(['language'])
})

test('signing out without signal wipes the phone now and tells the server later', async () => {
  const tab = await tabOf('li')
  const phone = server(() => 'no signal')
  await tab.signOutBy(SignOut)
  expect(await tab.fact('person')).toBeUndefined()
  expect(await tab.payOwedSignOut()).toBe(false)
  phone.then(() => done({ signOut: true }))
  expect(await tab.payOwedSignOut()).toBe(true)
  expect(phone.asked.map(({ text }) => text)).toEqual(Array(3).fill('mutation SignOut{signOut}'))
  await tab.payOwedSignOut()
  expect(phone.asked).toHaveLength(3)
})

test('nobody can keep a write without being signed in', async () => {
  const tab = await openTab()
  await expect(claim(tab, 'r1')).rejects.toThrow('Nobody is signed in.')
})
