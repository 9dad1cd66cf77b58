/** What a level is called here: by the local word where there is one. */
import { words } from '../words/posts'
import type { Role, Tier } from './documents'

export const tiers: Tier[] = ['CITY', 'DISTRICT', 'TOWN', 'COMMUNITY', 'GRID', 'MICRO_GRID']

export const tierWord = (grid: { tier: Tier; tierName: string }) => grid.tierName || words.tier[grid.tier]

/** The levels that can stand below one, the next lower first. */
export function tiersBelow(tier: Tier): Tier[] {
  const from = tiers.indexOf(tier)
  return [...tiers.slice(from + 1), tier]
}

/** Only who leads a grid is called 网格长; above it the level is named, and a liaison of a micro-grid is 微网格长. */
export function roleWord(role: Role, tier: Tier): string {
  if (role === 'LEADER') return words.leader[tier]
  return role === 'LIAISON' && tier === 'MICRO_GRID' ? words.leader.MICRO_GRID : words.role[role]
}

/** Where both can be given, the liaison of a micro-grid is told from its leader. */
export const postWord = (role: Role, tier: Tier) =>
  role === 'LIAISON' && tier === 'MICRO_GRID' ? words.liaisonOfMicroGrid : roleWord(role, tier)

/** Whose holder answers for the whole of such a grid. */
export const answersFor = (role: Role, tier: Tier) => role === 'LEADER' || (role === 'LIAISON' && tier === 'MICRO_GRID')
