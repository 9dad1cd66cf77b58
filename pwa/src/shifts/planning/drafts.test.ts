import { expect, test } from 'vitest'
import type { Led } from './documents'
import { attendanceOf, mayCome, mayGo } from './attending'
import { draftOf, faultsOf, fresh, inputOf, isSound } from './draft'
import { handsOf } from './hands'
import { inputOf as rotaOf, faultsOf as faultsOfRota, usual } from './template'
import { led, place, planned, role } from './testing/duty'

test('a night shift ends on the next day', () => {
  const draft = { ...fresh('2020-01-30'), place: ' 北门 ', begins: '20:00', ends: '08:00' }
  expect(inputOf(draft)).toMatchObject({ place: '北门', startsAt: '2020-01-30T12:00:00.000Z', endsAt: '2020-01-31T00:00:00.000Z', roles: [{ name: '', number: 2, qualifications: [] }] })
  expect(inputOf({ ...draft, ends: '22:00' }).endsAt).toBe('2020-01-30T14:00:00.000Z')
})

test('what is missing in a shift is known before it is sent', () => {
  const draft = { ...fresh('2020-01-30'), place: '北门' }
  expect([isSound(draft), isSound({ ...draft, place: ' ' }), isSound({ ...draft, begins: '' }), isSound({ ...draft, day: '' })]).toEqual([true, false, false, false])
  const roles = (...names: string[]) => faultsOf({ ...draft, roles: names.map((name) => ({ name, number: 1, papers: [] })) }).roles
  expect([roles(''), roles('登记', '测温'), roles('登记', '登记 '), roles('登记', '')]).toEqual([false, false, true, true])
})

test('a shift that is changed stays what it was until something is written', () => {
  const shift = led({ roles: [role({ name: '登记', needed: 3, qualifications: ['NURSE'] })], byApproval: true }) as unknown as Led
  expect(inputOf(draftOf(shift))).toEqual({
    kind: 'GUARD', place: '北门卡口', startsAt: '2020-01-29T12:00:00.000Z', endsAt: '2020-01-30T00:00:00.000Z', brief: '测体温', bring: '口罩', byApproval: true, contact: null,
    roles: [{ name: '登记', number: 3, qualifications: ['NURSE'] }],
  })
})

test('two shifts a day and a desk at home are what a rota begins with', () => {
  const template = { ...usual('2020-02-01'), place: '北门', people: ['b', 'a'] }
  expect(rotaOf(template, [{ id: 'a' }, { id: 'b' }, { id: 'c' }])).toEqual({
    name: '2月1日起两班制', firstDay: '2020-02-01', weeks: 1, kind: 'GUARD', place: '北门', byHours: false, brief: '', bring: '', people: ['a', 'b'],
    daily: [
      { begins: 480, ends: 1200, number: 2, kind: null },
      { begins: 1200, ends: 480, number: 2, kind: null },
      { begins: 540, ends: 1020, number: 1, kind: 'REMOTE_DESK' },
    ],
  })
  expect(Object.values(faultsOfRota(template)).some(Boolean)).toBe(false)
  expect(faultsOfRota({ ...template, place: '', people: [], daily: [] })).toEqual({ name: false, place: true, day: false, daily: true, people: true })
  expect(faultsOfRota({ ...template, name: ' ', firstDay: '' })).toMatchObject({ name: true, day: true })
})

test('whoever holds a post and offers help too is asked as a volunteer, once', () => {
  const volunteers = [{ id: 'v1', person: 'chen', name: '陈晨', isActive: true }, { id: 'v2', person: 'zhou', name: '周洋', isActive: false }]
  const posts = [{ id: 'p1', holder: 'li', name: '李建平', role: 'MEMBER' as const }, { id: 'p2', holder: 'chen', name: '陈晨', role: 'LIAISON' as const }]
  expect(handsOf(volunteers, posts)).toEqual([{ id: 'chen', name: '陈晨', isVolunteer: true }, { id: 'li', name: '李建平', isVolunteer: false }])
})

test('whether somebody is there is said in a word', () => {
  const now = Date.parse('2020-01-29T12:30:00Z')
  const shift = planned() as never
  const stands = (what: object, of = shift) => attendanceOf(of, place(what) as never, now)
  expect(stands({})).toEqual({ kind: 'now', said: '迟到' })
  expect(attendanceOf(shift, place() as never, now - 3_600_000)).toEqual({ kind: 'quiet', said: '还没到' })
  expect(stands({ cameAt: '2020-01-29T12:02:00Z' })).toEqual({ kind: 'good', said: '20:02 到' })
  expect(stands({ cameAt: '2020-01-29T12:02:00Z', wentAt: '2020-01-29T12:20:00Z', state: 'STOOD' })).toEqual({ kind: 'quiet', said: '20:02 到、20:20 走' })
  expect(stands({ state: 'MISSED' })).toEqual({ kind: 'now', said: '没来' })
  expect(stands({}, planned({ isOver: true }) as never)).toEqual({ kind: 'quiet', said: '没有记录' })
})

test('people come from an hour before, and go once they came', () => {
  const shift = planned() as never
  const begins = Date.parse('2020-01-29T12:00:00Z')
  const come = (now: number, what: object = {}) => mayCome(shift, place(what) as never, now)
  expect([come(begins - 3_600_001), come(begins - 3_600_000), come(begins, { cameAt: '2020-01-29T12:00:00Z' })]).toEqual([false, true, false])
  expect([{}, { cameAt: 'x' }, { cameAt: 'x', wentAt: 'y' }].map((what) => mayGo(place(what) as never))).toEqual([false, true, false])
})
