import { expect, test } from 'vitest'
import { unbroken } from './lines'

test('a line does not end between a number and what it counts', () => {
  expect(unbroken('明早 8 点起 3 栋测体温')).toBe('明早 8\u00a0点起 3\u00a0栋测体温')
})

test('words and numbers beside each other may part', () => {
  for (const title of ['From 8 to 9 at gate 3', '替 5栋101 求助']) expect(unbroken(title)).toBe(title)
})
