/** The list of doors as whoever walks it sees it: what was noted on this phone lies over what the server knows. */
import type { VariablesOf } from '../../graph/operation'
import type { Pending } from '../../graph/sending.svelte'
import type { SignNotice } from '../answering/documents'
import type { Contact, Home, Missed, Outcome } from './documents'

/** After these nobody goes there again. */
const settles: Outcome[] = ['TOLD_AT_DOOR', 'TOLD_BY_PHONE', 'REFUSED', 'MOVED_AWAY']

type Noted = Pending<Contact>
type Signed = Pending<VariablesOf<typeof SignNotice>>

export interface Stop {
  home: Home
  /** What was noted here last and has not come to the server yet, or was refused by it. */
  noted: Noted[]
  /** What they signed at the door and has not come to the server yet. */
  signed: Signed[]
}

export interface Stair {
  name: string
  /** From the town down to it, where its name does not say that. */
  where: string
  stops: Stop[]
}

/** What waits on this phone about a household, for the notices that it has missed. */
export const notedOf = (home: Home, all: Noted[]): Noted[] =>
  all.filter(({ variables }) => variables.household === home.id && home.missed.some(({ id }) => id === variables.notice))

const isSettled = (notice: string, noted: Noted[]) => noted.some(({ state, variables }) => state !== 'refused' && variables.notice === notice && settles.includes(variables.outcome))

/** Whoever has signed a pledge was told of it. */
const hasSigned = (notice: string, signed: Signed[]) => signed.some(({ state, variables }) => state !== 'refused' && variables.notice === notice)

/** Whether somebody still has to go there, for any of the notices. */
export const isLeft = ({ home, noted, signed }: Stop) => home.missed.some(({ id }) => !isSettled(id, noted) && !hasSigned(id, signed))

/** Each household once: what goes off a page lets the next one begin earlier. */
export function stopsOf(homes: Home[], all: Noted[], signatures: Signed[] = []): Stop[] {
  const each = new Map(homes.map((home) => [home.id, home]))
  return [...each.values()].map((home) => ({ home, noted: notedOf(home, all), signed: signatures.filter(({ variables }) => variables.input.household === home.id) }))
}

/** What every door has missed, where it is the same for all: said once, above them. */
export function alike(homes: Home[]): Missed[] {
  const ids = ({ missed }: Home) => missed.map(({ id }) => id).join()
  return homes[0] && homes.every((home) => ids(home) === ids(homes[0]!)) ? homes[0].missed : []
}

/** A door is written from the building to the room: without the room it is the stair. */
const withoutEnd = (whole: string, end: string) => (end && whole.endsWith(end) ? whole.slice(0, -end.length).trim() : whole)

function stairOf({ grid, door, address }: Home): Omit<Stair, 'stops'> {
  const name = door ? withoutEnd(door.label, door.room) : ''
  const where = door && address ? withoutEnd(address, door.label) : grid.label
  return name ? { name, where } : { name: where, where: '' }
}

/** Doors behind one another on the same stair, in the order in which one walks. */
export function stairs(stops: Stop[]): Stair[] {
  const found: Stair[] = []
  for (const stop of stops) {
    const stair = stairOf(stop.home)
    const last = found[found.length - 1]
    if (last?.name === stair.name && last.where === stair.where) last.stops.push(stop)
    else found.push({ ...stair, stops: [stop] })
  }
  return found
}

/** When somebody who was not at home can be found there: what was said last, on this phone or elsewhere. */
export function againAt({ home, noted }: Pick<Stop, 'home' | 'noted'>): string | undefined {
  const here = [...noted].reverse().find(({ variables }) => variables.outcome === 'NOT_AT_HOME')?.variables.againAt
  return here ?? home.missed.find(({ lastContact }) => lastContact?.outcome === 'NOT_AT_HOME')?.lastContact?.againAt ?? undefined
}
