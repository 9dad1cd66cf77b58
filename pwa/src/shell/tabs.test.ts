import { expect, test } from 'vitest'
import { tabAt, tabsOf, type Person } from './tabs'

const person = (what: { posts?: string[]; volunteer?: string; household?: boolean }): Person => ({
  me: { posts: (what.posts ?? []).map((role) => ({ role })) },
  myVolunteering: what.volunteer ? { state: what.volunteer } : null,
  myHousehold: what.household ? {} : null,
})

test.each([
  ['a resident', { household: true }, ['today', 'notices', 'requests', 'me']],
  ['somebody who only just came', {}, ['today', 'notices', 'requests', 'me']],
  ['a volunteer', { volunteer: 'APPROVED' }, ['needs', 'promises', 'shifts', 'me']],
  ['a volunteer who lives here', { volunteer: 'APPROVED', household: true }, ['needs', 'promises', 'shifts', 'requests', 'me']],
  ['who offered and was not yet approved', { volunteer: 'WAITING', household: true }, ['today', 'notices', 'requests', 'me']],
  ['a leader', { posts: ['LEADER'] }, ['board', 'allNeeds', 'people', 'stock', 'me']],
  ['a leader who also brings things', { posts: ['LEADER'], volunteer: 'APPROVED' }, ['board', 'allNeeds', 'people', 'promises', 'me']],
  ['a full-time member', { posts: ['EDITOR', 'MEMBER'] }, ['board', 'allNeeds', 'people', 'stock', 'me']],
  ['a liaison, who has no board and no store', { posts: ['LIAISON'] }, ['allNeeds', 'people', 'me']],
  ['a liaison who lives here and brings things', { posts: ['LIAISON'], volunteer: 'APPROVED', household: true }, ['allNeeds', 'people', 'promises', 'requests', 'me']],
  ['a police officer', { posts: ['PROFESSIONAL'] }, ['today', 'notices', 'requests', 'people', 'me']],
  ['an editor, who begins where notices are written', { posts: ['EDITOR'] }, ['desk', 'notices', 'people', 'me']],
  ['an editor who lives here', { posts: ['EDITOR'], household: true }, ['desk', 'notices', 'requests', 'people', 'me']],
  ['an editor who brings things', { posts: ['EDITOR'], volunteer: 'APPROVED', household: true }, ['needs', 'promises', 'shifts', 'people', 'me']],
])('%s', (_, what, tabs) => expect(tabsOf(person(what))).toEqual(tabs))

test('who is signed out has none', () => {
  expect(tabsOf(undefined)).toEqual([])
  expect(tabsOf({ me: null, myVolunteering: null, myHousehold: null })).toEqual([])
})

test.each([
  ['/requests/r1', ['today', 'notices', 'requests', 'me'], 'requests'],
  ['/ask', ['today', 'notices', 'requests', 'me'], 'requests'],
  ['/ask', ['board', 'allNeeds', 'people', 'stock', 'me'], 'allNeeds'],
  ['/ask', ['needs', 'promises', 'me'], undefined],
  ['/pool/g1', ['board', 'allNeeds', 'people', 'stock', 'me'], 'board'],
  ['/duty/g1/rota', ['board', 'allNeeds', 'people', 'stock', 'me'], 'board'],
  ['/items/g1/new', ['board', 'allNeeds', 'people', 'stock', 'me'], 'stock'],
  ['/rations/g1', ['board', 'allNeeds', 'people', 'stock', 'me'], 'stock'],
  ['/shifts/s1', ['needs', 'promises', 'shifts', 'me'], 'shifts'],
  ['/shifts/s1', ['board', 'allNeeds', 'people', 'stock', 'me'], 'me'],
  ['/volunteering/apply', ['today', 'notices', 'requests', 'me'], 'me'],
  ['/volunteers/v1', ['board', 'allNeeds', 'people', 'stock', 'me'], 'people'],
  ['/notices/n1', ['today', 'notices', 'requests', 'me'], 'notices'],
  ['/notices/ground', ['desk', 'notices', 'people', 'me'], 'desk'],
  ['/notices/n1', ['desk', 'notices', 'people', 'me'], 'notices'],
  ['/notices/n1', ['needs', 'promises', 'me'], 'me'],
  ['/waiting', ['today', 'notices', 'requests', 'me'], undefined],
] as const)('%s among %j belongs under %s', (path, tabs, tab) => expect(tabAt(path, tabs)).toBe(tab))
