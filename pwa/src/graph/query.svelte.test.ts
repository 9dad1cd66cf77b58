import { flushSync } from 'svelte'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Operation } from './operation'
import { usePages } from './pages.svelte'
import { useQuery } from './query.svelte'
import { done, server } from './testing/server'

const operation = <Result, Variables>(text: string) => ({ text, types: ['SupplyRequest'] }) as unknown as Operation<Result, Variables>
const One = operation<{ request: { id: string } }, { id: string }>('query One{request{id}}')
const Many = operation<{ requests: Page }, { first: number; after?: string | null }>('query Many{requests{nodes{id}}}')

interface Page {
  nodes: { id: string }[]
  pageInfo: { hasNextPage: boolean; endCursor: string | null }
}

let end = () => {}
let count = 0

/** Runs what a component would run, and gives what it made. */
function component<T>(make: () => T): T {
  let made!: T
  end = $effect.root(() => {
    made = make()
  })
  flushSync()
  return made
}

// Each test asks in a place of its own, since what was asked is kept.
beforeEach(() => void count++)
afterEach(() => end())

test('a query follows its variables, and shows the old answer until the new one is here', async () => {
  server(({ variables }) => done({ request: { id: variables.id } }))
  let id = $state(`a${count}`)
  const query = component(() => useQuery(One, () => ({ id })))
  await vi.waitFor(() => expect(query.data).toEqual({ request: { id: `a${count}` } }))
  id = `b${count}`
  flushSync()
  expect([query.asking, query.data]).toEqual([true, { request: { id: `a${count}` } }])
  await vi.waitFor(() => expect(query.data).toEqual({ request: { id: `b${count}` } }))
})

test('it does not ask before it knows what', async () => {
  const { asked } = server(({ variables }) => done({ request: { id: variables.id } }))
  let id = $state<string>()
  const query = component(() => useQuery(One, () => (id ? { id } : undefined)))
  expect(asked).toEqual([])
  id = `c${count}`
  flushSync()
  await vi.waitFor(() => expect(query.data).toEqual({ request: { id: `c${count}` } }))
})

test('a long list comes page by page', async () => {
  const pages: Record<string, Page> = {
    start: { nodes: [{ id: '1' }, { id: '2' }], pageInfo: { hasNextPage: true, endCursor: 'x' } },
    x: { nodes: [{ id: '3' }], pageInfo: { hasNextPage: false, endCursor: null } },
  }
  const { asked } = server(({ variables }) => done({ requests: pages[(variables.after as string) ?? 'start'] }))
  const list = component(() => usePages(Many, () => ({ first: 2 }), (data) => data.requests))
  await vi.waitFor(() => expect(list.nodes.map(({ id }) => id)).toEqual(['1', '2']))
  expect(list.hasMore).toBe(true)
  list.more()
  await vi.waitFor(() => expect(list.nodes.map(({ id }) => id)).toEqual(['1', '2', '3']))
  expect(list.hasMore).toBe(false)
  list.more()
  expect(asked.map(({ variables }) => variables)).toEqual([{ first: 2 }, { first: 2, after: 'x' }])
})

test('the old rows stand until the new ones come, and what stays the same by value is not asked anew', async () => {
  const page = (...ids: string[]) => ({ nodes: ids.map((id) => ({ id })), pageInfo: { hasNextPage: false, endCursor: null } })
  const { asked } = server(({ variables }) => done({ requests: page(variables.first === 3 ? `k${count}` : `l${count}`) }))
  let wanted = $state.raw({ first: 3 })
  const list = component(() => usePages(Many, () => wanted, (data) => data.requests))
  await vi.waitFor(() => expect([list.asking, list.nodes]).toEqual([false, [{ id: `k${count}` }]]))

  wanted = { first: 3 }
  flushSync()
  expect([list.asking, list.nodes]).toEqual([false, [{ id: `k${count}` }]])

  wanted = { first: 4 }
  flushSync()
  expect([list.asking, list.nodes]).toEqual([true, [{ id: `k${count}` }]])
  await vi.waitFor(() => expect(list.nodes).toEqual([{ id: `l${count}` }]))
  expect(asked.map(({ variables }) => variables)).toEqual([{ first: 3 }, { first: 4 }])
})
