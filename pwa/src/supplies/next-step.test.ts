// @vitest-environment node
import { expect, test } from 'vitest'
import { nextStep } from './next-step'

const need = (state: 'OPEN' | 'PROMISED' | 'HANDED_OVER' | 'CLOSED' | 'CANCELLED', promised = 0) => ({ state, lines: [{ promised: 0 }, { promised }] })

test.each([
  ['nobody has promised anything', need('OPEN'), [], 'search'],
  ['some of it is promised', need('OPEN', 1), ['PROMISED'], 'partly'],
  ['all of it is promised', need('PROMISED', 7), ['PROMISED', 'CONFIRMED'], 'wait'],
  ['something stands at the door', need('OPEN', 1), ['HANDED_OVER', 'PROMISED'], 'confirm'],
  ['all of it stands at the door', need('HANDED_OVER', 7), ['HANDED_OVER'], 'confirm'],
  ['the last word was said and waits to be sent', need('HANDED_OVER', 7), ['CONFIRMED'], 'closed'],
  ['it is over', need('CLOSED', 7), ['CONFIRMED'], 'closed'],
  ['it was withdrawn after a part had come', need('CANCELLED', 1), ['HANDED_OVER'], 'confirm'],
  ['it was withdrawn', need('CANCELLED'), ['CANCELLED'], 'cancelled'],
] as const)('%s', (_, one, deliveries, next) => expect(nextStep(one, deliveries)).toBe(next))
