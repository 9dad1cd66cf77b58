/** Whether somebody who has a place in a shift is there, as one word with its weight. */
import type { Kind } from '../../ui/Tag.svelte'
import { words } from '../../words/duty'
import type { Placed, Planned } from './documents'
import { hourOf } from './hours'

export interface Attendance {
  kind: Kind
  said: string
}

export function attendanceOf(shift: Pick<Planned, 'startsAt' | 'isOver'>, signup: Pick<Placed, 'state' | 'cameAt' | 'wentAt' | 'lateAt'>, now: number): Attendance {
  const { state, cameAt, wentAt } = signup
  if (wentAt && cameAt) return { kind: 'quiet', said: `${words.came(hourOf(cameAt))}${words.comma}${words.went(hourOf(wentAt))}` }
  if (cameAt) return { kind: 'good', said: words.came(hourOf(cameAt)) }
  if (state === 'MISSED') return { kind: 'now', said: words.absent }
  if (state === 'STOOD' || shift.isOver) return { kind: 'quiet', said: words.noneCame }
  return new Date(shift.startsAt).getTime() < now ? { kind: 'now', said: words.late } : { kind: 'quiet', said: words.notYet }
}

/** So long before the start somebody can check in. */
const early = 3_600_000

/** Whether the leader can note that somebody came. */
export const mayCome = ({ startsAt, isOver }: Pick<Planned, 'startsAt' | 'isOver'>, { state, cameAt }: Pick<Placed, 'state' | 'cameAt'>, now: number) =>
  !isOver && !cameAt && state !== 'STOOD' && new Date(startsAt).getTime() - early <= now

/** Whether the leader can note that somebody goes. */
export const mayGo = ({ cameAt, wentAt }: Pick<Placed, 'cameAt' | 'wentAt'>) => !!cameAt && !wentAt
