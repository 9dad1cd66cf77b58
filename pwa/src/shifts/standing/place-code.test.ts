import { expect, test } from 'vitest'
import { codeIn, shownAt, typedCode } from './place-code'

const now = Date.parse('2020-01-29T11:00:30Z')

test('the code of this shift is read from the address that the place shows, and nothing else is', () => {
  expect(codeIn('https://lianxin.example/shifts/U2hpZnQ6MQ==?code=191e3d4.0123456789abcdef', 'U2hpZnQ6MQ==')).toBe('191e3d4.0123456789abcdef')
  expect(codeIn('https://lianxin.example/shifts/U2hpZnQ6MQ%3D%3D?code=a.b', 'U2hpZnQ6MQ==')).toBe('a.b')
  expect(codeIn('https://lianxin.example/shifts/other?code=a.b', 'U2hpZnQ6MQ==')).toBeUndefined()
  expect(codeIn('https://lianxin.example/shifts/U2hpZnQ6MQ==', 'U2hpZnQ6MQ==')).toBeUndefined()
  expect(codeIn('WIFI:S:office;;', 'U2hpZnQ6MQ==')).toBeUndefined()
})

test('digits that are typed carry the minute in which they were', () => {
  const code = typedCode('483920', now)
  expect(code).toBe('191e3d4.483920')
  expect(shownAt(code)).toBe(Date.parse('2020-01-29T11:00:00Z'))
})
