/** What a household can expect next of its need. */
import type { DeliveryState, NeedState } from './documents'

export type NextStep = 'search' | 'partly' | 'wait' | 'confirm' | 'closed' | 'cancelled'

/** What waits for the household's own word comes before what others still do. */
export function nextStep(need: { state: NeedState; lines: readonly { promised: number }[] }, deliveries: readonly DeliveryState[]): NextStep {
  if (deliveries.includes('HANDED_OVER')) return 'confirm'
  if (need.state === 'CANCELLED') return 'cancelled'
  if (need.state === 'PROMISED') return 'wait'
  if (need.state === 'OPEN') return need.lines.some(({ promised }) => promised) ? 'partly' : 'search'
  return 'closed'
}
