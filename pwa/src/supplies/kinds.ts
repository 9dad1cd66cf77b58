/** With which shape a state is shown to whoever brings something. */
import type { Kind } from '../ui/Tag.svelte'
import type { DeliveryState } from './documents'

export const promiseKinds: Record<DeliveryState, Kind> = { PROMISED: 'wait', HANDED_OVER: 'good', CONFIRMED: 'good', MISSING: 'wait', GIVEN_BACK: 'quiet', CANCELLED: 'quiet' }
