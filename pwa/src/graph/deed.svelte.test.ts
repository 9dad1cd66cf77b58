import { expect, test } from 'vitest'
import type { Operation } from './operation'
import { done, refused, server, type Behaviour } from './testing/server'

const Close = { text: 'mutation Close{done:closeGrid{__typename id}}', types: ['Grid'] } as unknown as Operation<{ done: object }, { grid: string; version: number; key: string }>
const closed = () => done({ done: { __typename: 'Grid', id: 'east' } })

async function begin(behaviour: Behaviour) {
  const { Deed } = await import('./deed.svelte')
  const there = server(behaviour)
  return { deed: new Deed(), there, keys: () => there.asked.map(({ variables }) => variables.key) }
}

test('said again after a lost answer it is the same deed, and said once more a new one', async () => {
  const { deed, keys, there } = await begin(() => 'no signal')
  expect(await deed.do(Close, { grid: 'east', version: 1 })).toBeUndefined()
  expect(deed.problem).toBeTruthy()
  there.then(closed)

  expect(await deed.do(Close, { grid: 'east', version: 1 })).toEqual({ __typename: 'Grid', id: 'east' })
  await deed.do(Close, { grid: 'east', version: 1 })

  const [lost, again, another] = keys()
  expect(again).toBe(lost)
  expect(another).not.toBe(lost)
})

test('something else is another deed, though the first was never answered', async () => {
  const { deed, keys } = await begin(() => 'no signal')
  await deed.do(Close, { grid: 'east', version: 1 })
  await deed.do(Close, { grid: 'west', version: 1 })

  expect(new Set(keys()).size).toBe(2)
})

test('a refusal gives nothing, and is answered: trying once more is a new deed', async () => {
  const { deed, keys } = await begin(() => refused('done', 'GridClosed', '这个网格已经关闭。'))
  expect(await deed.do(Close, { grid: 'east', version: 1 })).toBeUndefined()
  expect(deed.refusal).toBe('这个网格已经关闭。')
  await deed.do(Close, { grid: 'east', version: 1 })

  expect(new Set(keys()).size).toBe(2)
})
