// @vitest-environment node
import { expect, test, vi } from 'vitest'
import { newKey } from './key'

const uuid4 = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/

test('a key is a random UUID, also where the browser cannot make one', () => {
  expect(newKey()).toMatch(uuid4)
  vi.stubGlobal('crypto', { getRandomValues: (bytes: Uint8Array) => bytes.fill(0xff) })
  expect(newKey()).toBe('ffffffff-ffff-4fff-bfff-ffffffffffff')
})
