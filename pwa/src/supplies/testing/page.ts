/** The pages about needs and stores, in a test. */
import { opening } from '../../graph/testing/page'

export * from '../../graph/testing/page'

export const open = opening(import.meta.glob('../**/*.svelte'))
