// @vitest-environment node
import { expect, test } from 'vitest'
import type { Shelf } from '../stock/documents'
import { mostOf, sharesOf, storesOf, waysOf } from './arranging'

const item = (id: string) => ({ id, name: id, unit: '只' })
const shelf = (store: string, thing: string, free: number) =>
  ({ id: `${store}-${thing}`, quantity: free, reserved: 0, free, low: null, isLow: false, grid: { id: store, name: store }, item: item(thing) }) as Shelf
const line = (id: string, thing: string) => ({ id, item: item(thing) })
const entries = (map: Map<string, number>) => [...map]

test('shelves of one store stand together, the nearest store first', () => {
  const stores = storesOf([shelf('east', 'mask', 10), shelf('town', 'mask', 40), shelf('east', 'rice', 2)])
  expect(stores.map(({ id, shelves }) => [id, shelves.map(({ free }) => free)])).toEqual([['east', [10, 2]], ['town', [40]]])
})

test('a store comes before bringing it oneself, and that before the grid above', () => {
  const stores = storesOf([shelf('east', 'mask', 10)])
  expect(waysOf({ mayPassUp: true }, stores)).toEqual(['stock', 'self', 'up'])
  expect(waysOf({ mayPassUp: false }, [])).toEqual(['self'])
})

test('no more is taken than is free and than the store holds, though two lines want the same', () => {
  const lines = [line('a', 'mask'), line('b', 'mask'), line('c', 'rice')]
  const free = new Map([['a', 8], ['b', 5], ['c', 1]])
  const [store] = storesOf([shelf('east', 'mask', 10)])
  expect(entries(mostOf(lines, free, store))).toEqual([['a', 8], ['b', 2]])
  expect(entries(mostOf(lines, free))).toEqual([['a', 8], ['b', 5], ['c', 1]])
})

test('what was chosen is kept within what is possible', () => {
  const most = new Map([['a', 8], ['b', 2]])
  expect(sharesOf(most, {})).toEqual([{ line: 'a', quantity: 8 }, { line: 'b', quantity: 2 }])
  expect(sharesOf(most, { a: 99, b: 0 })).toEqual([{ line: 'a', quantity: 8 }])
})
