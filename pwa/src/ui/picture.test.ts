import { expect, test } from 'vitest'
import { scaledTo } from './picture'

test('a photo keeps its shape and is at most 1600 px long', () => {
  expect(scaledTo(4000, 3000)).toEqual({ width: 1600, height: 1200 })
  expect(scaledTo(3000, 4000)).toEqual({ width: 1200, height: 1600 })
})

test('a small photo is not made larger, and a narrow one never vanishes', () => {
  expect(scaledTo(640, 480)).toEqual({ width: 640, height: 480 })
  expect(scaledTo(16000, 2)).toEqual({ width: 1600, height: 1 })
})
