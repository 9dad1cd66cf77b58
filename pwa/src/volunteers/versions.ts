/** What was written about an offer beside what was written on another phone meanwhile. */
import type { VariablesOf } from '../graph/operation'
import type { Pending } from '../graph/sending.svelte'
import type { Version } from '../ui/version'
import { words } from '../words/volunteers'
import type { ChangeVolunteering, Offer } from './documents'
import { said } from './week'

export function offerVersions(pending: Pending | undefined): Version[] {
  const now = pending?.refusal?.now as Offer | undefined
  if (!now) return []
  const { input } = pending!.variables as VariablesOf<typeof ChangeVolunteering>
  const skills = (some: readonly Offer['skills'][number][]) => [...some].sort().map((skill) => words.skill[skill]).join(' · ')
  const hours = (some: Offer['hours']) => said(some).join('; ')
  return [
    { what: words.facts.skills, mine: skills(input.skills), now: skills(now.skills) },
    { what: words.facts.hours, mine: hours(input.hours), now: hours(now.hours) },
    { what: words.reach, mine: words.reaches[input.reach ?? now.reach], now: words.reaches[now.reach] },
    { what: words.group, mine: input.partnerGroup ?? '', now: now.partnerGroup ?? '' },
  ]
}
