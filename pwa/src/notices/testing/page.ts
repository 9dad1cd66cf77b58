/** The pages about notices, in a test. */
import { opening, type Opened } from '../../graph/testing/page'

export * from '../../graph/testing/page'

export const open = opening(import.meta.glob<Opened>('../**/*.svelte'))
