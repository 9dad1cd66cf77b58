/** The grids whose volunteers somebody decides about. */
import type { ResultOf } from '../graph/operation'
import type { MyGround } from './documents'

export interface Ground {
  id: string
  label: string
}

/** Each grid that the person leads or works in full time, once. */
export function groundsOf(data: ResultOf<typeof MyGround> | undefined): Ground[] {
  const deciding = (data?.me?.posts ?? []).filter(({ role }) => role === 'LEADER' || role === 'MEMBER')
  return [...new Map(deciding.map(({ grid }) => [grid.id, grid])).values()]
}
