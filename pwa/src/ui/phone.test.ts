import { expect, test } from 'vitest'
import { saidPhone } from './phone'

test.each([
  ['+8613800000005', '138 0000 0005'],
  ['+86138****0005', '138 **** 0005'],
  ['+4930901820', '+4930901820'],
  ['', ''],
])('%s is said as %s', (phone, said) => expect(saidPhone(phone)).toBe(said))
