/** What somebody else changed about a shift while it was being written. */
import { words } from '../../words/duty'
import { words as known } from '../../words/shifts'
import type { Led } from './documents'
import { dateOf, dayOf, hoursOf } from './hours'

interface Fact {
  what: string
  now: string
}

const factsOf = (shift: Led): Fact[] => [
  { what: words.what, now: known.kinds[shift.kind] },
  { what: words.place, now: shift.place },
  { what: words.day, now: `${dateOf(dayOf(shift.startsAt))} ${hoursOf(shift)}` },
  { what: words.number, now: shift.roles.map(({ name, needed }) => `${name} ${needed}`.trim()).join(words.comma) },
  { what: words.brief, now: shift.brief },
  { what: words.bring, now: shift.bring },
  { what: words.contact, now: shift.contact.name },
]

/** As it stands now, where that differs from what the form began with. */
export function changedMeanwhile(before: Led, now: Led): Fact[] {
  const then = factsOf(before)
  return factsOf(now).filter((fact, at) => fact.now !== then[at]!.now)
}
