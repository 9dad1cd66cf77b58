import { expect, test } from 'vitest'
import type { Pending } from '../graph/sending.svelte'
import { homeVersions, residentVersions } from './versions'

const door = { building: '3栋', unit: '2单元', room: '502', label: '3栋2单元502' }
const resident = { id: 'r1', name: '徐静', phone: '+8613800000008', birthYear: 1990, isHead: true, version: 4 }
const now = { door, language: 'ZH_HANS', particulars: { notes: '敲门', residents: [resident] } }
const refused = (variables: object) => ({ variables, refusal: { code: 'Changed', message: '', version: 4, now } }) as unknown as Pending
const differing = (versions: ReturnType<typeof homeVersions>) => versions.filter(({ mine, now: stands }) => mine !== stands)

test('of a household only what differs is compared', () => {
  const input = { door: { building: '3栋', unit: '2单元', room: '503' }, language: 'ZH_HANS', notes: '' }
  expect(differing(homeVersions(refused({ input })))).toEqual([
    { what: '住户', mine: '3栋 2单元 503', now: '3栋 2单元 502' },
    { what: '备注', mine: '', now: '敲门' },
  ])
})

test('a resident is compared with the same resident', () => {
  const input = { name: '徐静', phone: '13800000008', birthYear: 1991, isHead: true }
  expect(differing(residentVersions(refused({ resident: 'r1', input }))).map(({ what, mine, now: stands }) => [what, mine, stands])).toContainEqual(['出生年份', '1991', '1990'])
  expect(residentVersions(refused({ resident: 'gone', input }))).toEqual([])
})
