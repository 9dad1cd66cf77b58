/** The ground that I answer for, once each, however many posts I hold there. */
import type { ResultOf } from '../graph/operation'
import type { MyGrids, Role, Tier } from './documents'

export interface GroundOfMine {
  id: string
  name: string
  label: string
  tier: Tier
  roles: Role[]
}

export function groundsOf(data: ResultOf<typeof MyGrids> | undefined): GroundOfMine[] {
  const grounds = new Map<string, GroundOfMine>()
  for (const { role, grid } of data?.me?.posts ?? []) {
    const ground = grounds.get(grid.id) ?? { ...grid, tier: grid.tier as Tier, roles: [] }
    ground.roles.push(role)
    grounds.set(grid.id, ground)
  }
  return [...grounds.values()]
}

/** Its leader and its full-time member keep the list of its households and volunteers. */
export const keeps = ({ roles }: GroundOfMine) => roles.includes('LEADER') || roles.includes('MEMBER')

/** A liaison looks after the doors there that were given to them. */
export const looksAfter = (ground: GroundOfMine) => keeps(ground) || ground.roles.includes('LIAISON')
