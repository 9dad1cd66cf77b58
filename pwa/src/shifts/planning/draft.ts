/** What a leader writes of a shift, before it is sent. */
import type { Kind, Led, Paper } from './documents'
import type { ShiftInput } from './setting/documents'
import { after, dayOf, hourOf, minuteIn, momentOn } from './hours'

export interface RoleDraft {
  name: string
  number: number
  papers: Paper[]
}

export interface Draft {
  kind: Kind
  place: string
  day: string
  begins: string
  ends: string
  roles: RoleDraft[]
  brief: string
  bring: string
  byApproval: boolean
  /** Whom to call; nothing means oneself, or who it was. */
  contact: string
}

export const oneMore = (): RoleDraft => ({ name: '', number: 1, papers: [] })

export const fresh = (day: string): Draft => ({
  kind: 'GUARD',
  place: '',
  day,
  begins: '08:00',
  ends: '12:00',
  roles: [{ ...oneMore(), number: 2 }],
  brief: '',
  bring: '',
  byApproval: false,
  contact: '',
})

export const draftOf = ({ kind, place, startsAt, endsAt, roles, brief, bring, byApproval }: Led): Draft => ({
  kind,
  place,
  day: dayOf(startsAt),
  begins: hourOf(startsAt),
  ends: hourOf(endsAt),
  roles: roles.map(({ name, needed, qualifications }) => ({ name, number: needed, papers: [...qualifications] })),
  brief,
  bring,
  byApproval,
  contact: '',
})

const halfADay = 12 * 60 * 60_000

/** Whether only this shift goes to another day: those after it follow past midnight, and no further. */
export const movesAlone = (before: Pick<Led, 'startsAt'>, draft: Draft) => {
  const from = minuteIn(draft.begins)
  if (!draft.day || from === undefined || draft.day === dayOf(before.startsAt)) return false
  return Math.abs(Date.parse(momentOn(draft.day, from)) - Date.parse(before.startsAt)) > halfADay
}

/** What is wrong with it, if anything, by the part that has to be put right. */
export interface Faults {
  place: boolean
  day: boolean
  times: boolean
  roles: boolean
}

export function faultsOf({ place, day, begins, ends, roles }: Draft): Faults {
  const names = new Set(roles.map(({ name }) => name.trim()))
  return {
    place: !place.trim(),
    day: !day,
    times: minuteIn(begins) === undefined || minuteIn(ends) === undefined,
    roles: names.size < roles.length || (roles.length > 1 && names.has('')),
  }
}

export const isSound = (draft: Draft) => !Object.values(faultsOf(draft)).some(Boolean)

/** As the server takes it; an end that is not later than the beginning is one of the next day. */
export function inputOf({ kind, place, day, begins, ends, roles, brief, bring, byApproval, contact }: Draft): ShiftInput {
  const [from, until] = [minuteIn(begins)!, minuteIn(ends)!]
  return {
    kind,
    place: place.trim(),
    startsAt: momentOn(day, from),
    endsAt: momentOn(until > from ? day : after(day, 1), until),
    roles: roles.map(({ name, number, papers }) => ({ name: name.trim(), number, qualifications: papers })),
    brief: brief.trim(),
    bring: bring.trim(),
    byApproval,
    contact: contact || null,
  }
}
