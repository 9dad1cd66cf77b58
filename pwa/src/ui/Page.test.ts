import { render, screen } from '@testing-library/svelte'
import { createRawSnippet } from 'svelte'
import { expect, test, vi } from 'vitest'
import { Failed, Unreachable } from '../graph/request'
import type { Query } from '../graph/query.svelte'
import Page from './Page.svelte'

const children = createRawSnippet<[{ item: string }]>((data) => ({ render: () => `<p>${data()?.item ?? '自己的内容'}</p>` }))
const refresh = vi.fn(async () => undefined)
const query = (what: Partial<Query<{ item: string }>>): Query<{ item: string }> => ({ data: undefined, at: undefined, error: undefined, asking: false, refresh, ...what })
const show = (what: Partial<Query<{ item: string }>>) => render(Page, { title: '求助', query: query(what), children } as never)

test('the content is drawn from the answer, beside its age', () => {
  show({ data: { item: '奶粉' }, at: Date.now() - 3 * 60_000 })
  expect(screen.getByText('奶粉')).toBeTruthy()
  expect(screen.getByText('3 分钟前')).toBeTruthy()
  expect(document.title).toBe('求助 · 连心')
})

test('while the first answer is awaited nothing is claimed', () => {
  show({ asking: true })
  expect(screen.getByRole('status').textContent).toBe('')
  expect(screen.queryByText('自己的内容')).toBeNull()
})

test.each([
  [new Unreachable(0), '手机没有信号，连上网后点“再试一次”。'],
  [new Unreachable(503), '连心正忙，过一会儿会自动再试。'],
  [new Failed('FORBIDDEN', ''), '这里没有内容，或者不归您负责。请返回。'],
  [new Failed('FORBIDDEN', '这件事归二网格管。'), '这件事归二网格管。'],
  [new Failed('BUG', 'x', 'ab12'), '出了点问题，不是您的错。请把编号 ab12 告诉网格长。'],
])('%s is said in words, with a way to go on', (error, sentence) => {
  show({ error })
  expect(screen.getByText(sentence)).toBeTruthy()
  screen.getByRole('button', { name: '再试一次' }).click()
  expect(refresh).toHaveBeenCalled()
})

test('what was read before stays when the server cannot be reached', () => {
  show({ data: { item: '奶粉' }, at: 1, error: new Unreachable(503) })
  expect(screen.getByText('奶粉')).toBeTruthy()
  expect(screen.getByText('连心正忙，过一会儿会自动再试。')).toBeTruthy()
})

test('a page that asks nothing is drawn at once', () => {
  render(Page, { title: '求助', children } as never)
  expect(screen.getByText('自己的内容')).toBeTruthy()
  expect(screen.queryByRole('button', { name: '刷新' })).toBeNull()
})
