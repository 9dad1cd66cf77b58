/** The template of a rota, as a form asks for it: two shifts a day on site, and a desk from home. */
import { dayAhead } from '../../../ui/time'
import { words } from '../../../words/duty'
import type { Kind, Paper } from '../documents'
import { after, dateOf, minuteIn, writtenMinute } from '../hours'
import type { Earlier, RotaInput } from './documents'

export interface Daily {
  begins: string
  ends: string
  number: number
  kind: Kind
  /** Where, if it is not where the others are. */
  place: string
  papers: Paper[]
}

export interface Template {
  /** What it is called by its first day, until something else is written. */
  name?: string
  firstDay: string
  weeks: number
  kind: Kind
  place: string
  daily: Daily[]
  people: string[]
  byHours: boolean
  brief: string
  bring: string
  /** Whom people call; oneself where nobody is chosen. */
  contact: string
}

const shift = (begins: string, ends: string, number: number, kind: Kind): Daily => ({ begins, ends, number, kind, place: '', papers: [] })

export const usual = (firstDay: string): Template => ({
  firstDay,
  weeks: 1,
  kind: 'GUARD',
  place: '',
  daily: [shift('08:00', '20:00', 2, 'GUARD'), shift('20:00', '08:00', 2, 'GUARD'), shift('09:00', '17:00', 1, 'REMOTE_DESK')],
  people: [],
  byHours: false,
  brief: '',
  bring: '',
  contact: '',
})

/** The same again, from the day on after which the earlier one ends; from tomorrow on where that is past. */
export function likeThat({ name, firstDay, weeks, kind, place, daily, people, byHours, brief, bring, contact }: Earlier): Template {
  const [next, tomorrow] = [after(firstDay, 7 * weeks), dayAhead(1)]
  return {
    name: name === words.rotaNamed(dateOf(firstDay)) ? undefined : name,
    firstDay: next > tomorrow ? next : tomorrow,
    weeks,
    kind,
    place,
    daily: daily.map((one) => ({ ...one, begins: writtenMinute(one.begins), ends: writtenMinute(one.ends), papers: [...one.qualifications] })),
    people: [...people],
    byHours,
    brief,
    bring,
    contact: contact ?? '',
  }
}

export const nameOf = ({ name, firstDay }: Template) => name ?? words.rotaNamed(firstDay && dateOf(firstDay))

/** Another shift of the day, of the work that the others mostly are. */
export const oneMoreShift = ({ kind }: Template): Daily => shift('08:00', '12:00', 1, kind)

export interface Faults {
  name: boolean
  place: boolean
  day: boolean
  daily: boolean
  people: boolean
}

export const hasTimes = ({ begins, ends }: Daily) => minuteIn(begins) !== undefined && minuteIn(ends) !== undefined

export const faultsOf = (template: Template): Faults => ({
  name: !nameOf(template).trim(),
  place: !template.place.trim(),
  day: !template.firstDay,
  daily: !template.daily.length || !template.daily.every(hasTimes),
  people: !template.people.length,
})

/** As the server takes it; `everybody` in their order, so that the same choice is shared out in the same way. */
export function inputOf(template: Template, everybody: readonly { id: string }[]): RotaInput {
  const { firstDay, weeks, kind, place, daily, people, byHours, brief, bring, contact } = template
  return {
    name: nameOf(template).trim(),
    firstDay,
    weeks,
    kind,
    place: place.trim(),
    daily: daily.map((one) => ({
      begins: minuteIn(one.begins)!,
      ends: minuteIn(one.ends)!,
      number: one.number,
      kind: one.kind === kind ? null : one.kind,
      place: one.place.trim(),
      qualifications: one.papers,
    })),
    people: everybody.filter(({ id }) => people.includes(id)).map(({ id }) => id),
    byHours,
    brief: brief.trim(),
    bring: bring.trim(),
    contact: contact || null,
  }
}
