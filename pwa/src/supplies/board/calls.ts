/** What a number on the board means: whether somebody has to do something about it. */
import type { Kind } from '../../ui/Tag.svelte'
import type { Calls } from './documents'

export interface Sign {
  kind: Kind
  count: 'countOverdue' | 'countUrgent' | 'countUnclaimed' | 'allGood'
  number: number
}

/** The one thing to know of a grid below, the gravest first. */
export function signOf({ overdue, urgent, unclaimed }: Calls): Sign {
  if (overdue) return { kind: 'now', count: 'countOverdue', number: overdue }
  if (urgent) return { kind: 'now', count: 'countUrgent', number: urgent }
  if (unclaimed) return { kind: 'wait', count: 'countUnclaimed', number: unclaimed }
  return { kind: 'good', count: 'allGood', number: 0 }
}
