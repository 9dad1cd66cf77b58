import { screen } from '@testing-library/svelte'
import { afterEach, beforeEach } from 'vitest'
import { done, server, type Asked } from '../../graph/testing/server'

export const nameOf = ({ text }: Asked) => /^\w+ (\w+)/.exec(text)![1]!

export const post = (id: string, role: string, name: string, may: string[] = [], standsInFor: string | null = null) => ({
  __typename: 'Post', id, role, name, phone: '+8613800005678', holder: `person-${id}`, until: null, standsInFor, may,
})

export const east = {
  __typename: 'Grid', id: 'east', code: '1-1', name: '第一网格', label: '余新镇 / 第一网格', tier: 'GRID', tierName: '大网格', timeZone: '', closedAt: null, version: 3,
  childCount: 0,
  may: ['ADD', 'RENAME', 'SET_TIME_ZONE', 'APPOINT', 'SPLIT', 'MOVE', 'CLOSE', 'APPOINT_LEADER'],
  above: [{ __typename: 'Grid', id: 'town', name: '余新镇', tier: 'TOWN', tierName: '', leader: { __typename: 'Post', id: 'p', name: '沈国强' } }],
  posts: [post('m', 'MEMBER', '李建平', ['END', 'REPLACE', 'STAND_IN'])],
}

export const none = { nodes: [], pageInfo: { hasNextPage: false, endCursor: null } }

export function answers(grid: object | null, other: Record<string, () => Response> = {}) {
  return server((one) => {
    const name = nameOf(one)
    if (other[name]) return other[name]()
    return name === 'OneGrid' ? done({ grid }) : done({ grids: none, posts: none })
  })
}

beforeEach(async () => {
  const { remember } = await import('../../graph/database')
  await remember('person', 'me')
})

let close: () => void
afterEach(() => close())

/** Every test has a new phone, so the page and what draws it are loaded anew. */
export async function open(page: () => Promise<{ default: unknown }>, props: Record<string, unknown> = {}) {
  const { cleanup, render } = await import('@testing-library/svelte')
  close = cleanup
  return render((await page()).default as never, props as never)
}

export const gridPage = () => open(() => import('../GridPage.svelte'), { id: 'east' })
export const button = (name: string) => screen.findByRole('button', { name })
