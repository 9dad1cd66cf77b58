// @vitest-environment node
import { expect, test } from 'vitest'
import type { Need } from '../documents'
import type { Claim } from '../overlay'
import { fairShare, giftsOf, isOfKind, pathOf, total, varietyIn } from './giving-out'

const masks = { id: 'mask', name: '口罩', unit: '只' }
const answer = (value: string) => ({ code: 'size', question: '给谁用', answer: value, value })
const line = (id: string, left: number, size = 'adult') => ({ id, left, item: masks, answers: [answer(size)] })
const need = (id: string, lines: ReturnType<typeof line>[], mayClaim = true) => ({ id, mayClaim, lines }) as unknown as Need
const adult = { item: masks, variety: [answer('adult')] }
const given = (gifts: ReturnType<typeof giftsOf>) => gifts.map(({ need: { id }, lines }) => [id, lines])

test('only lines of just this kind count', () => {
  expect(isOfKind(line('a', 1), adult)).toBe(true)
  expect(isOfKind(line('a', 1, 'child'), adult)).toBe(false)
  expect(isOfKind({ ...line('a', 1), item: { ...masks, id: 'rice' } }, adult)).toBe(false)
})

test('the first need gets first, no household more than its share, and nobody more than is there', () => {
  const needs = [need('1', [line('a', 5)]), need('2', [line('b', 2), line('c', 9, 'child')]), need('3', [line('d', 9)])]
  const gifts = giftsOf(needs, adult, 6, 3, [])
  expect(given(gifts)).toEqual([
    ['1', [{ line: 'a', quantity: 3 }]],
    ['2', [{ line: 'b', quantity: 2 }]],
    ['3', [{ line: 'd', quantity: 1 }]],
  ])
  expect(total(gifts)).toBe(6)
})

test('two lines of one household share what is for it', () => {
  expect(given(giftsOf([need('1', [line('a', 2), line('b', 5)])], adult, 99, 4, []))).toEqual([
    ['1', [{ line: 'a', quantity: 2 }, { line: 'b', quantity: 2 }]],
  ])
})

test('what cannot be claimed or was promised on this phone already is left alone', () => {
  const claims = [{ variables: { request: '2', lines: [{ line: 'b', quantity: 4 }] } }] as unknown as Claim[]
  expect(given(giftsOf([need('1', [line('a', 4)], false), need('2', [line('b', 5)])], adult, 99, 9, claims))).toEqual([
    ['2', [{ line: 'b', quantity: 1 }]],
  ])
})

test('where there is enough everybody gets all they lack, else the same for each', () => {
  const needs = [need('1', [line('a', 5)]), need('2', [line('b', 2)]), need('3', [line('c', 9, 'child')])]
  expect(fairShare(needs, adult, 7, [])).toBe(5)
  expect(fairShare(needs, adult, 6, [])).toBe(3)
  expect(fairShare(needs, adult, 1, [])).toBe(1)
  expect(fairShare([], adult, 6, [])).toBe(1)
})

test('a kind has an address that says it again', () => {
  const path = pathOf('g1', adult)
  expect(path).toBe('/pool/g1/mask?size=adult')
  expect(varietyIn(new URL(path, 'https://town.example').searchParams)).toEqual([{ question: 'size', answer: 'adult' }])
  expect(pathOf('g1', { item: masks, variety: [] })).toBe('/pool/g1/mask')
})
