/** How long a test waits for what should come: it only stops what hangs, on the slowest machine too. */
import { configure } from '@testing-library/svelte'
import { vi } from 'vitest'

const LONG = 60_000

configure({ asyncUtilTimeout: LONG })

const waitFor = vi.waitFor
vi.waitFor = (callback, options) => waitFor(callback, options ?? { timeout: LONG })
