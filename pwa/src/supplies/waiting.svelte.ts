/** What this phone did about needs, as far as it still waits to be sent. */
import type { Operation } from '../graph/operation'
import { pending, type Pending } from '../graph/sending.svelte'
import { RequestSupplies } from './asking/documents'
import { ClaimSupplies, GiveBackDelivery, HandOverSupplies } from './bringing/documents'
import { CancelSupplyRequest, ChangeSupplyDeadline, ConfirmSupplies } from './documents'
import type { Waiting } from './overlay'

function open<Variables>(operation: Operation<unknown, Variables>): Pending<Variables>[] {
  return pending.of(operation).filter(({ state }) => state !== 'refused')
}

export const waiting: Waiting = {
  get claims() {
    return open(ClaimSupplies)
  },
  get cancels() {
    return open(CancelSupplyRequest)
  },
  get deadlines() {
    return open(ChangeSupplyDeadline)
  },
  get handOvers() {
    return open(HandOverSupplies)
  },
  get givenBack() {
    return open(GiveBackDelivery)
  },
  get confirms() {
    return open(ConfirmSupplies)
  },
}

/** What was asked for and is not with the server, refused or not: nobody may believe that it was heard. */
export const asked = {
  get own() {
    return pending.of(RequestSupplies).filter(({ variables }) => !variables.input.household)
  },
  get forOthers() {
    return pending.of(RequestSupplies).filter(({ variables }) => variables.input.household)
  },
}

/** Claims that were refused and whose need is no longer in the list: why must still be said. */
export function refusedClaims(shown: readonly { id: string }[]) {
  const ids = new Set(shown.map(({ id }) => id))
  return pending.of(ClaimSupplies).filter(({ state, subject }) => state === 'refused' && !ids.has(subject))
}
