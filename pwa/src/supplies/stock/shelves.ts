/** What is done about one thing in one store, while the phone still keeps it. */
import { pending } from '../../graph/sending.svelte'
import { ReceiveStock, type Shelf } from './documents'

/** Writes about one shelf keep their order: what was taken in is there before it is moved on. */
export const subjectOf = (grid: string, item: string) => `${grid} ${item}`

/** Things taken in whose shelf the server has not made yet, or that it refused. */
export const newcomers = (grid: string, shelves: readonly Shelf[]) =>
  pending.of(ReceiveStock).filter(({ variables }) => variables.grid === grid && !shelves.some(({ item }) => item.id === variables.item))

export const mostInStore = 1_000_000
