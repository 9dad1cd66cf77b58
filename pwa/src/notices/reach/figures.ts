/** What the figures of a notice say. */
import type { Mark } from '../../ui/charts/curve'
import type { Share } from '../../ui/charts/Shares.svelte'
import type { Kind } from '../../ui/Tag.svelte'
import { saidTime } from '../../ui/time'
import { words } from '../../words/notices-reach'
import type { Behind, Clock, Part, Reach } from './documents'

export const marksOf = ({ half, ninety, all }: Clock): Mark[] => [
  { percent: 50, seconds: half },
  { percent: 90, seconds: ninety },
  { percent: 100, seconds: all },
]

/** By what those who were reached were reached first, and how many were not. */
export const sharesOf = ({ via, households, reached }: Pick<Reach, 'via' | 'households' | 'reached'>): Share[] => [
  ...via.filter((one) => one.households).map((one) => ({ name: words.via[one.via], count: one.households })),
  { name: words.notReached, count: households - reached, missing: true },
]

/** What was counted besides; what never happened is not said. */
export const countsOf = (reach: Reach): { label: string; count: number }[] =>
  (['shown', 'read', 'answered', 'signed', 'toldByPhone', 'toldAtDoor', 'notAtHome', 'refused', 'movedAway'] as const)
    .filter((name) => reach[name])
    .map((name) => ({ label: words.counts[name], count: reach[name] }))

export const percentOf = (reached: number, of: number) => (of ? Math.floor((reached / of) * 100) : 100)

/** Whether it is time to knock: before that, nobody has to do anything about whom it has not reached. */
export const isDoorsTurn = (carried: Pick<Behind['carried'][number], 'channel' | 'opensAt'>[], now: number) =>
  carried.some(({ channel, opensAt }) => channel === 'DOOR' && Date.parse(opensAt) <= now)

/** Where it has come to everybody, is still on its way, or somebody has to go: nobody saw it, and doors are due. */
export function kindOf({ households, reached, waiting }: Pick<Part, 'households' | 'reached' | 'waiting'>, doorsDue: boolean): Kind {
  if (reached >= households) return 'good'
  return doorsDue && !waiting && !reached ? 'now' : 'wait'
}

/** Whether a channel had its turn; that nobody could be told by it is no success. */
export function turnOf({ channel, opensAt, doneAt, tried }: Pick<Behind['carried'][number], 'channel' | 'opensAt' | 'doneAt' | 'tried'>): { kind: Kind; word: string } {
  if (!doneAt) return { kind: 'wait', word: words.opens(saidTime(opensAt)) }
  if (channel === 'PUSH') return { kind: 'good', word: words.through }
  if (!tried) return { kind: 'quiet', word: channel === 'GROUPS' ? words.noGroups : words.nothingToSend }
  return { kind: 'good', word: channel === 'DOOR' ? words.asked : words.through }
}
