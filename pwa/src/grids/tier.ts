/** What a level is called here: by the local word where there is one. */
import { words } from '../words/grids'
import type { Tier } from './documents'

export const tiers: Tier[] = ['CITY', 'DISTRICT', 'TOWN', 'COMMUNITY', 'GRID', 'MICRO_GRID']

export const tierWord = (grid: { tier: Tier; tierName: string }) => grid.tierName || words.tier[grid.tier]

/** The levels that can stand below one, the next lower first. */
export function tiersBelow(tier: Tier): Tier[] {
  const from = tiers.indexOf(tier)
  return [...tiers.slice(from + 1), tier]
}
