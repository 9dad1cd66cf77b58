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

/** Those in which households and volunteers are kept: by their leader and their full-time member. */
export const led = (grounds: GroundOfMine[]) => grounds.filter(({ roles }) => roles.some((role) => role === 'LEADER' || role === 'MEMBER'))
