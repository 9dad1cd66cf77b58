/** The grids whose households somebody looks after. */
import type { ResultOf } from '../graph/operation'
import type { MyPosts } from './documents'

export interface Ground {
  id: string
  label: string
  /** Whether they keep the list there, rather than look after the doors that were given to them. */
  keeps: boolean
}

const keeping = ['LEADER', 'MEMBER']

/** Each grid once, by the widest of the person's posts there. */
export function groundsOf(data: ResultOf<typeof MyPosts> | undefined): Ground[] {
  const grounds = new Map<string, Ground>()
  for (const { role, grid } of data?.me?.posts ?? []) {
    const keeps = keeping.includes(role)
    if (!keeps && role !== 'LIAISON') continue
    grounds.set(grid.id, { id: grid.id, label: grid.label, keeps: keeps || !!grounds.get(grid.id)?.keeps })
  }
  return [...grounds.values()]
}
