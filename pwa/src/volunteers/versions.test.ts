import { expect, test } from 'vitest'
import type { Pending } from '../graph/sending.svelte'
import { offerVersions } from './versions'

const hours = [{ weekday: 6, from: '08:00', to: '12:00' }]

test('what was offered on another phone stands beside what was written here', () => {
  const now = { skills: ['CARRYING'], hours, reach: 'TOWN', partnerGroup: '' }
  const input = { skills: ['CARRYING', 'DRIVING'], hours, reach: 'TOWN', partnerGroup: '车队' }
  const pending = { variables: { input, version: 1 }, refusal: { code: 'Changed', message: '', version: 2, now } } as unknown as Pending
  expect(offerVersions(pending).filter(({ mine, now }) => mine !== now)).toEqual([
    { what: '能做什么', mine: '搬东西、送东西 · 开车', now: '搬东西、送东西' },
    { what: '单位或团体', mine: '车队', now: '' },
  ])
})

test('nothing is compared where nothing stands in the way', () => {
  expect(offerVersions(undefined)).toEqual([])
  expect(offerVersions({ variables: {}, refusal: { code: 'NotVolunteering', message: '' } } as unknown as Pending)).toEqual([])
})
