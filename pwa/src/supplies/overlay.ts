/** What this phone did about needs and the server has not yet confirmed, laid over what the server said. */
import type { VariablesOf } from '../graph/operation'
import type { Pending } from '../graph/sending.svelte'
import type { ClaimSupplies, GiveBackDelivery, HandOverSupplies } from './bringing/documents'
import type { CancelSupplyRequest, ChangeSupplyDeadline, ConfirmSupplies, Delivery, DeliveryState, Line, Need } from './documents'

export type Claim = Pending<VariablesOf<typeof ClaimSupplies>>

/** Only what still waits to be sent; a refusal changes nothing. */
export interface Waiting {
  claims: Claim[]
  cancels: Pending<VariablesOf<typeof CancelSupplyRequest>>[]
  deadlines: Pending<VariablesOf<typeof ChangeSupplyDeadline>>[]
  handOvers: Pending<VariablesOf<typeof HandOverSupplies>>[]
  givenBack: Pending<VariablesOf<typeof GiveBackDelivery>>[]
  confirms: Pending<VariablesOf<typeof ConfirmSupplies>>[]
}

/** A need as it will stand: withdrawn, or with its new time. */
export function laidOver<Any extends Pick<Need, 'id' | 'state' | 'runsOutAt'>>(need: Any, { cancels, deadlines }: Pick<Waiting, 'cancels' | 'deadlines'>): Any {
  if (cancels.some(({ variables }) => variables.request === need.id)) return { ...need, state: 'CANCELLED' }
  const moved = deadlines.filter(({ variables }) => variables.request === need.id).pop()
  return moved ? { ...need, runsOutAt: moved.variables.runsOutAt } : need
}

/** What will have become of a delivery. */
export function stateAfter(delivery: Pick<Delivery, 'id' | 'state'>, { handOvers, givenBack, confirms }: Pick<Waiting, 'handOvers' | 'givenBack' | 'confirms'>): DeliveryState {
  const about = ({ variables }: { variables: { delivery: string } }) => variables.delivery === delivery.id
  const confirm = confirms.find(about)
  if (confirm) return confirm.variables.missing.length ? 'MISSING' : 'CONFIRMED'
  if (givenBack.some(about)) return 'GIVEN_BACK'
  return handOvers.some(about) ? 'HANDED_OVER' : delivery.state
}

/**
 * How many of each line are still free once my own waiting claims are counted. The numbers on the screen stay the server's:
 * where only its answer was lost they hold my claim already, and nothing may be counted twice.
 */
export function freeAfter(need: { id: string; lines: Pick<Line, 'id' | 'left'>[] }, claims: Claim[]): Map<string, number> {
  const free = new Map(need.lines.map(({ id, left }) => [id, left]))
  for (const { variables } of claims.filter((claim) => claim.variables.request === need.id)) {
    for (const { line, quantity } of variables.lines) free.set(line, Math.max(0, (free.get(line) ?? 0) - quantity))
  }
  return free
}

/** The clock of a phone may be this far from the server's. */
const clocksDiffer = 10 * 60_000

type Known = Pick<Delivery, 'promisedAt'> & { parts: Pick<Delivery['parts'][number], 'line' | 'quantity'>[] }

/** Waiting claims that are not among the deliveries the server told of: an answer that was lost must not show one promise twice. */
export function stillUnknown(claims: Claim[], deliveries: Known[]): Claim[] {
  const unmatched = [...deliveries]
  return claims.filter((claim) => {
    const match = unmatched.findIndex((one) => isSame(claim, one))
    if (match >= 0) unmatched.splice(match, 1)
    return match < 0
  })
}

function isSame({ at, variables }: Claim, { promisedAt, parts }: Known): boolean {
  const says = (shares: readonly { line: string; quantity: number }[]) => shares.map(({ line, quantity }) => `${line} ${quantity}`).sort().join()
  return new Date(promisedAt).getTime() > at - clocksDiffer && says(parts) === says(variables.lines)
}
