// @vitest-environment node
import { expect, test } from 'vitest'
import { mapOf } from './map'

test.each([
  ['Android', 'Mozilla/5.0 (Linux; Android 10; K)', 'geo:0,0?q=3%E6%A0%8B'],
  ['an iPhone', 'Mozilla/5.0 (iPhone; CPU iPhone OS 14_0 like Mac OS X)', 'maps:?q=3%E6%A0%8B'],
  ['WeChat', 'Mozilla/5.0 (Linux; Android 10; K) MicroMessenger/8.0', undefined],
  ['a desk', 'Mozilla/5.0 (X11; Linux x86_64)', undefined],
])('%s', (_, phone, link) => expect(mapOf('3栋', phone)).toBe(link))
