/** How one need can be met by who leads the ground, and how much of it. */
import type { Share } from '../bringing/documents'
import type { Line, Need } from '../documents'
import type { Shelf } from '../stock/documents'

export type Way = 'stock' | 'self' | 'up'

export interface StoreOf {
  id: string
  name: string
  shelves: Shelf[]
}

/** Shelves by the store that they stand in, the stores in the order in which they came. */
export function storesOf(shelves: readonly Shelf[]): StoreOf[] {
  const stores = new Map<string, StoreOf>()
  for (const shelf of shelves) {
    const store = stores.get(shelf.grid.id) ?? { ...shelf.grid, shelves: [] }
    store.shelves.push(shelf)
    stores.set(shelf.grid.id, store)
  }
  return [...stores.values()]
}

/** What can be done about a need, the best first. */
export function waysOf(need: Pick<Need, 'mayPassUp'>, stores: readonly StoreOf[]): Way[] {
  return [...(stores.length ? (['stock'] as const) : []), 'self', ...(need.mayPassUp ? (['up'] as const) : [])]
}

/** How many of each line can be taken on: what is free of it, and no more than a store holds; two lines share one shelf. */
export function mostOf(lines: readonly Pick<Line, 'id' | 'item'>[], free: Map<string, number>, store?: StoreOf): Map<string, number> {
  const held = new Map(store?.shelves.map(({ item, free }) => [item.id, free]))
  const most = new Map<string, number>()
  for (const { id, item } of lines) {
    const wanted = free.get(id) ?? 0
    const taken = store ? Math.min(wanted, held.get(item.id) ?? 0) : wanted
    if (taken > 0) most.set(id, taken)
    if (store) held.set(item.id, (held.get(item.id) ?? 0) - taken)
  }
  return most
}

/** What was chosen, within what is possible; all that is possible where nothing was chosen. */
export function sharesOf(most: Map<string, number>, chosen: Record<string, number>): Share[] {
  return [...most].map(([line, possible]) => ({ line, quantity: Math.min(chosen[line] ?? possible, possible) })).filter(({ quantity }) => quantity > 0)
}
