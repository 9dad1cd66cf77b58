/** How much there is behind a tab that was not seen yet; whoever knows it writes it here. */
import type { Tab } from './tabs'

export const counts = $state<Partial<Record<Tab, number>>>({})
