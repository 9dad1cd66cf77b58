/** The template of a rota, as a form asks for it: two shifts a day on site, and a desk from home. */
import { words } from '../../words/duty'
import type { Kind, RotaInput } from './documents'
import { dateOf, minuteIn } from './hours'

export interface Daily {
  begins: string
  ends: string
  number: number
  kind: Kind
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
}

export const usual = (firstDay: string): Template => ({
  firstDay,
  weeks: 1,
  kind: 'GUARD',
  place: '',
  daily: [
    { begins: '08:00', ends: '20:00', number: 2, kind: 'GUARD' },
    { begins: '20:00', ends: '08:00', number: 2, kind: 'GUARD' },
    { begins: '09:00', ends: '17:00', number: 1, kind: 'REMOTE_DESK' },
  ],
  people: [],
  byHours: false,
  brief: '',
  bring: '',
})

export const nameOf = ({ name, firstDay }: Template) => name ?? words.rotaNamed(firstDay && dateOf(firstDay))

/** Another shift of the day, of the work that the others mostly are. */
export const oneMoreShift = ({ kind }: Template): Daily => ({ begins: '08:00', ends: '12:00', number: 1, kind })

export interface Faults {
  name: boolean
  place: boolean
  day: boolean
  daily: boolean
  people: boolean
}

export const faultsOf = (template: Template): Faults => ({
  name: !nameOf(template).trim(),
  place: !template.place.trim(),
  day: !template.firstDay,
  daily: !template.daily.length || template.daily.some(({ begins, ends }) => minuteIn(begins) === undefined || minuteIn(ends) === undefined),
  people: !template.people.length,
})

/** As the server takes it; `everybody` in their order, so that the same choice is shared out in the same way. */
export function inputOf(template: Template, everybody: readonly { id: string }[]): RotaInput {
  const { firstDay, weeks, kind, place, daily, people, byHours, brief, bring } = template
  return {
    name: nameOf(template).trim(),
    firstDay,
    weeks,
    kind,
    place: place.trim(),
    daily: daily.map((one) => ({ begins: minuteIn(one.begins)!, ends: minuteIn(one.ends)!, number: one.number, kind: one.kind === kind ? null : one.kind })),
    people: everybody.filter(({ id }) => people.includes(id)).map(({ id }) => id),
    byHours,
    brief: brief.trim(),
    bring: bring.trim(),
  }
}
