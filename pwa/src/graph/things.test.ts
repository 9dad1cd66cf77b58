// @vitest-environment node
import { expect, test } from 'vitest'
import { merge, things } from './things'

const grid = { __typename: 'Grid', id: 'g', name: '一网格' }
const request = { __typename: 'SupplyRequest', id: 'r1', missing: 7, grid, lines: [{ item: '奶粉' }] }

test('newer fields replace older ones wherever the thing stands', () => {
  const shown = { first: request, list: [{ node: request }] }
  const merged = merge(shown, things({ claim: { __typename: 'SupplyRequest', id: 'r1', missing: 0 } }))
  expect(merged.first).toEqual({ ...request, missing: 0 })
  expect(merged.list[0]!.node.missing).toBe(0)
})

test('what did not change stays the very same object', () => {
  const shown = { list: [request, { __typename: 'SupplyRequest', id: 'r2', missing: 1 }] }
  const merged = merge(shown, things({ claim: { __typename: 'SupplyRequest', id: 'r2', missing: 0 } }))
  expect(merged.list[0]).toBe(request)
  expect(merged.list[1]).not.toBe(shown.list[1])
  expect(merge(shown, things({ claim: { __typename: 'SupplyRequest', id: 'r9' } }))).toBe(shown)
})

test('a mutation that asks for less of a nested thing does not blank the rest of it', () => {
  const merged = merge({ request }, things({ claim: { __typename: 'SupplyRequest', id: 'r1', grid: { __typename: 'Grid', id: 'g' } } }))
  expect(merged.request.grid).toEqual(grid)
})

test('a list is replaced as a whole', () => {
  const merged = merge({ request }, things({ claim: { __typename: 'SupplyRequest', id: 'r1', lines: [] } }))
  expect(merged.request.lines).toEqual([])
})

test('the merged answer does not change the one shown before', () => {
  const shown = { list: [request] }
  merge(shown, things({ claim: { __typename: 'SupplyRequest', id: 'r1', missing: 0 } }))
  expect(shown).toEqual({ list: [request] })
  expect(request.missing).toBe(7)
})
