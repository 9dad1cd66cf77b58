/** Hours that wait for a leader's word. */
import type { Placed, Planned } from './documents'
import { hasPlace } from './week'

export interface Place {
  shift: Planned
  signup: Placed
}

const isDue = (shift: Planned, signup: Placed) => hasPlace(signup) && !signup.approvedAt && (!!signup.wentAt || shift.isOver)

/** Places in shifts that were stood, or should have been, whose hours nobody has approved. */
export const toApprove = (shifts: readonly Planned[]): Place[] =>
  shifts.filter(({ state }) => state === 'PLANNED').flatMap((shift) => shift.signups.filter((signup) => isDue(shift, signup)).map((signup) => ({ shift, signup })))
