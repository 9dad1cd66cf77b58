import { beforeEach, expect, test, vi } from 'vitest'
import { differences } from './differences'
import type { Earlier, Plan } from './documents'
import { handsOf } from './hands'
import { faultsOf, inputOf, likeThat, nameOf, usual } from './template'

beforeEach(() => void vi.useFakeTimers({ now: new Date('2020-01-29T11:00:00Z'), toFake: ['Date'] }))

const daily = (begins: number, ends: number, number: number, what: object = {}) => ({ begins, ends, number, kind: null, place: '', qualifications: [], ...what })

test('two shifts a day and a desk at home are what a rota begins with', () => {
  const template = { ...usual('2020-02-01'), place: '北门', people: ['b', 'a'] }
  expect(inputOf(template, [{ id: 'a' }, { id: 'b' }, { id: 'c' }])).toEqual({
    name: '2月1日起两班制', firstDay: '2020-02-01', weeks: 1, kind: 'GUARD', place: '北门', byHours: false, brief: '', bring: '', people: ['a', 'b'], contact: null,
    daily: [daily(480, 1200, 2), daily(1200, 480, 2), daily(540, 1020, 1, { kind: 'REMOTE_DESK' })],
  })
  expect(Object.values(faultsOf(template)).some(Boolean)).toBe(false)
  expect(faultsOf({ ...template, place: '', people: [], daily: [] })).toEqual({ name: false, place: true, day: false, daily: true, people: true })
  expect(faultsOf({ ...template, name: ' ', firstDay: '' })).toMatchObject({ name: true, day: true })
  expect(faultsOf({ ...template, daily: [{ ...template.daily[0]!, ends: '' }] })).toMatchObject({ daily: true })
})

test('a shift of the day has its own place and papers where it needs them', () => {
  const template = usual('2020-02-01')
  Object.assign(template.daily[1]!, { place: ' 西门 ', papers: ['HEALTH_CERTIFICATE'] })
  expect(inputOf(template, []).daily[1]).toEqual(daily(1200, 480, 2, { place: '西门', qualifications: ['HEALTH_CERTIFICATE'] }))
})

test('the next weeks begin where an earlier rota ends, and are called by their own first day', () => {
  const earlier = {
    rota: 'r', name: '1月27日起两班制', firstDay: '2020-01-27', weeks: 2, kind: 'GUARD', place: '北门', people: ['a'], brief: '测体温', bring: '口罩', byHours: true, contact: null,
    daily: [{ begins: 480, ends: 1200, number: 2, kind: 'GUARD', place: '', qualifications: [] }, { begins: 1200, ends: 480, number: 1, kind: 'GUARD', place: '西门', qualifications: ['NURSE'] }],
  } as unknown as Earlier
  const template = likeThat(earlier)
  expect(inputOf(template, [{ id: 'a' }])).toEqual({
    name: '2月10日起两班制', firstDay: '2020-02-10', weeks: 2, kind: 'GUARD', place: '北门', byHours: true, brief: '测体温', bring: '口罩', people: ['a'], contact: null,
    daily: [daily(480, 1200, 2), daily(1200, 480, 1, { place: '西门', qualifications: ['NURSE'] })],
  })
  expect(nameOf(likeThat({ ...earlier, name: '北门守卡' }))).toBe('北门守卡')
  expect(likeThat({ ...earlier, firstDay: '2019-12-02' }).firstDay).toBe('2020-01-30')
})

test('whoever holds a post and offers help too is asked as a volunteer, once', () => {
  const volunteers = [{ id: 'v1', person: 'chen', name: '陈晨', isActive: true }, { id: 'v2', person: 'zhou', name: '周洋', isActive: false }]
  const posts = [{ id: 'p1', holder: 'li', name: '李建平', role: 'MEMBER' as const }, { id: 'p2', holder: 'chen', name: '陈晨', role: 'LIAISON' as const }]
  expect(handsOf(volunteers, posts)).toEqual([{ id: 'chen', name: '陈晨', isVolunteer: true }, { id: 'li', name: '李建平', isVolunteer: false }])
})

test('what changed since a plan was looked at is found shift by shift, in whatever order its people are named', () => {
  const [chen, zhou, wu] = ['chen', 'zhou', 'wu'].map((id) => ({ id, name: id }))
  const shift = (day: number, people: object[], open = 0) => ({ startsAt: `2020-02-0${day}T00:00:00Z`, endsAt: `2020-02-0${day}T12:00:00Z`, kind: 'GUARD', people, open })
  const plan = (...shifts: object[]) => ({ shifts }) as unknown as Plan
  const before = plan(shift(1, [chen!]), shift(2, [chen!, zhou!]), shift(2, [wu!]), shift(3, [zhou!], 1))
  const now = plan(shift(2, [zhou!, chen!]), shift(2, [wu!]), shift(3, [], 2), shift(4, [wu!]))
  const { were, gone } = differences(before, now)
  expect([...were].map(([{ startsAt }, was]) => [startsAt.slice(0, 10), was.map(({ name }) => name)])).toEqual([['2020-02-03', ['zhou']], ['2020-02-04', []]])
  expect(gone.map(({ startsAt }) => startsAt.slice(0, 10))).toEqual(['2020-02-01'])
})
