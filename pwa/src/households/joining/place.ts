/** Where an invitation leads, and the door that somebody chose there. */
import type { ResultOf } from '../../graph/operation'
import type { DoorInput } from '../documents'
import type { Welcome } from './documents'

export type Place = Extract<ResultOf<typeof Welcome>['invitation'], { place: string }>
export type Building = Place['buildings'][number]

/** What somebody wrote in the second step, for when they come back to it. */
export const nothingWritten = () => ({ chosen: '', unit: '', door: { building: '', unit: '', room: '' } })

export interface ChosenDoor {
  door: DoorInput
  /** The grid of a building from the list. */
  grid?: string
  /** The door as it is shown back. */
  label: string
}
