/** What a level is called here: by the local word where there is one. */
import { words } from '../words/grids'
import type { Role, Tier } from './documents'

export const tiers: Tier[] = ['CITY', 'DISTRICT', 'TOWN', 'COMMUNITY', 'GRID', 'MICRO_GRID']

export const tierWord = (grid: { tier: Tier; tierName: string }) => grid.tierName || words.tier[grid.tier]

/** The levels that can stand below one, the next lower first. */
export function tiersBelow(tier: Tier): Tier[] {
  const from = tiers.indexOf(tier)
  return [...tiers.slice(from + 1), tier]
}

/** Who looks after a micro-grid has a word of its own: 微网格长. */
export const roleWord = (role: Role, tier: Tier) => (role === 'LIAISON' && tier === 'MICRO_GRID' ? words.microLeader : words.role[role])

/** Whose holder answers for the whole of such a grid. */
export const answersFor = (role: Role, tier: Tier) => role === 'LEADER' || (role === 'LIAISON' && tier === 'MICRO_GRID')
