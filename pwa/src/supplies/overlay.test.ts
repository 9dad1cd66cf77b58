import { describe, expect, test } from 'vitest'
import type { Share } from './bringing/documents'
import { freeAfter, laidOver, stateAfter, stillUnknown, type Claim } from './overlay'

const entry = { key: 'k', what: '', state: 'queued' as const, untried: true, stuck: false, at: Date.parse('2020-01-29T11:00:00Z') }
const share = (line: string, quantity: number): Share => ({ line, quantity })
const claim = (request: string, lines: Share[], at = entry.at): Claim => ({ ...entry, at, subject: request, variables: { request, lines, key: 'k' } })
const about = <Variables extends object>(variables: Variables) => ({ ...entry, subject: 's', variables: { ...variables, key: 'k' } })

describe('a need', () => {
  const need = { id: 'r1', state: 'OPEN' as const, runsOutAt: '2020-01-30T00:00:00Z' }

  test('is withdrawn as soon as its household said so', () => {
    expect(laidOver(need, { cancels: [about({ request: 'r1', reason: '' })], deadlines: [] }).state).toBe('CANCELLED')
  })

  test('shows the last time that was said', () => {
    const deadlines = ['2020-01-31T00:00:00Z', '2020-02-01T00:00:00Z'].map((runsOutAt) => about({ request: 'r1', runsOutAt, version: 1 }))
    expect(laidOver(need, { cancels: [], deadlines }).runsOutAt).toBe('2020-02-01T00:00:00Z')
  })

  test('stays as it is when something waits about another', () => {
    const waiting = { cancels: [about({ request: 'r2', reason: '' })], deadlines: [about({ request: 'r2', runsOutAt: '2020-02-01T00:00:00Z', version: 1 })] }
    expect(laidOver(need, waiting)).toBe(need)
  })
})

describe('a delivery', () => {
  const delivery = { id: 'd1', state: 'PROMISED' as const }
  const none = { handOvers: [], givenBack: [], confirms: [] }

  test('is as the server said while nothing waits', () => {
    expect(stateAfter(delivery, { ...none, handOvers: [about({ delivery: 'd2', code: '1234' })] })).toBe('PROMISED')
  })

  test('is at the door, or given back, before the server knows', () => {
    expect(stateAfter(delivery, { ...none, handOvers: [about({ delivery: 'd1', code: '1234' })] })).toBe('HANDED_OVER')
    expect(stateAfter(delivery, { ...none, givenBack: [about({ delivery: 'd1', reason: '' })] })).toBe('GIVEN_BACK')
  })

  test('is confirmed, or found short', () => {
    const brought = { id: 'd1', state: 'HANDED_OVER' as const }
    expect(stateAfter(brought, { ...none, confirms: [about({ delivery: 'd1', missing: [], words: '' })] })).toBe('CONFIRMED')
    expect(stateAfter(brought, { ...none, confirms: [about({ delivery: 'd1', missing: [share('l1', 1)], words: '' })] })).toBe('MISSING')
  })
})

describe('what is still free', () => {
  const need = { id: 'r1', lines: [{ id: 'l1', left: 7 }, { id: 'l2', left: 2 }] }

  test('is less what I have promised already', () => {
    expect([...freeAfter(need, [claim('r1', [share('l1', 1)]), claim('r1', [share('l1', 2), share('l2', 2)])])]).toEqual([['l1', 4], ['l2', 0]])
  })

  test('is not less for another need, and never less than none', () => {
    expect([...freeAfter(need, [claim('r2', [share('l1', 1)]), claim('r1', [share('l2', 9)])])]).toEqual([['l1', 7], ['l2', 0]])
  })
})

describe('a claim whose answer was lost', () => {
  const promised = (parts: Share[], promisedAt: string) => ({ promisedAt, parts })

  test('is shown once: as the delivery that the server told of', () => {
    const mine = claim('r1', [share('l1', 1)])
    expect(stillUnknown([mine], [promised([share('l1', 1)], '2020-01-29T11:00:02Z')])).toEqual([])
  })

  test('is shown while the server knows only of another, or of an older one', () => {
    const mine = claim('r1', [share('l1', 1)])
    expect(stillUnknown([mine], [promised([share('l1', 2)], '2020-01-29T11:00:02Z'), promised([share('l1', 1)], '2020-01-28T11:00:00Z')])).toEqual([mine])
  })

  test('of two equal ones, the one that is not there yet is shown', () => {
    const both = [claim('r1', [share('l1', 1)]), claim('r1', [share('l1', 1)], entry.at + 1000)]
    expect(stillUnknown(both, [promised([share('l1', 1)], '2020-01-29T11:00:02Z')])).toEqual([both[1]])
  })

  test('is known although its lines come in another order', () => {
    const mine = claim('r1', [share('l2', 1), share('l1', 3)])
    expect(stillUnknown([mine], [promised([share('l1', 3), share('l2', 1)], '2020-01-29T11:05:00Z')])).toEqual([])
  })
})
