/** What was written about a household or somebody in it beside what somebody else wrote meanwhile. */
import type { VariablesOf } from '../graph/operation'
import type { Pending } from '../graph/sending.svelte'
import { saidPhone } from '../ui/phone'
import type { Version } from '../ui/version'
import { words } from '../words/households'
import type { ChangeHousehold, Home } from './documents'
import type { ChangeResident } from './people/documents'

const nowOf = (pending: Pending | undefined) => (pending?.refusal?.now ?? undefined) as Home | undefined

export function homeVersions(pending: Pending | undefined): Version[] {
  const now = nowOf(pending)
  if (!now) return []
  const { door, language, notes } = (pending!.variables as VariablesOf<typeof ChangeHousehold>).input
  const doorOf = (one: Pick<Home['door'], 'building' | 'unit' | 'room'>) => [one.building, one.unit, one.room].filter(Boolean).join(' ')
  const before = now.particulars?.notes ?? ''
  return [
    { what: words.household, mine: doorOf({ ...now.door, ...door } as Home['door']), now: doorOf(now.door) },
    { what: words.language, mine: words.languages[language ?? now.language], now: words.languages[now.language] },
    { what: words.notes, mine: notes ?? before, now: before },
  ]
}

export function residentVersions(pending: Pending | undefined): Version[] {
  const { resident, input } = (pending?.variables ?? {}) as Partial<VariablesOf<typeof ChangeResident>>
  const now = nowOf(pending)?.particulars?.residents.find(({ id }) => id === resident)
  if (!now || !input) return []
  return [
    { what: words.name, mine: input.name, now: now.name },
    { what: words.phone, mine: saidPhone(input.phone ?? ''), now: saidPhone(now.phone ?? '') },
    { what: words.birthYear, mine: String(input.birthYear ?? ''), now: String(now.birthYear ?? '') },
    { what: words.head, mine: input.isHead ? '✓' : '', now: now.isHead ? '✓' : '' },
  ]
}
