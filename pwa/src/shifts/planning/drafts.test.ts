import { expect, test } from 'vitest'
import type { Led } from './documents'
import { attendanceOf, mayCome, mayGo } from './attending'
import { draftOf, faultsOf, fresh, inputOf, isSound } from './draft'
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
