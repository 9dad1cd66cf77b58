/** For which grids somebody may write. */
import type { ResultOf } from '../../graph/operation'
import type { Tier } from '../../grids/documents'
import type { GridsAbove, WhoSpeaks } from './documents'

export interface Speaking {
  id: string
  label: string
  tier: Tier
}

/** The grounds on which somebody holds a post, each once. */
export const ownGrounds = (data: ResultOf<typeof WhoSpeaks> | undefined): Speaking[] => once((data?.me?.posts ?? []).map(({ grid }) => ({ ...grid, tier: grid.tier as Tier })))

/** With those above, from the nearest up: for them one writes drafts. */
export const withAbove = (own: Speaking[], data: ResultOf<typeof GridsAbove> | undefined): Speaking[] => once([...own, ...[...(data?.grid?.above ?? [])].reverse()])

const once = (grids: readonly Speaking[]) => [...new Map(grids.map(({ id, label, tier }) => [id, { id, label, tier }])).values()]
