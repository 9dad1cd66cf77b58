/** With which shape and colour it is said how somebody stands to a shift. */
import type { Kind } from '../../ui/Tag.svelte'
import type { KnownShift } from './documents'
import { isOn, missing, openTo, type Stand } from './overlay'

const ofState: Partial<Record<Stand['state'], Kind>> = { ASKED: 'wait', WAITING: 'wait', JOINED: 'good', STOOD: 'good', MISSED: 'now' }

/** So near the start an empty place needs somebody now. */
const pressing = 24 * 3_600_000

export const kindOf = ({ state }: Stand): Kind => ofState[state] ?? 'quiet'

/** Whether hands are missing for what begins soon, and mine could help. */
export const isPressing = (shift: Pick<KnownShift, 'roles' | 'startsAt' | 'state'>, stand: Stand, now: number) =>
  !isOn(stand) && missing(shift) > 0 && openTo(shift).length > 0 && new Date(shift.startsAt).getTime() - now < pressing
