import { expect, test } from 'vitest'
import { hoursOf, presetOf, presets, said, slot, slotsOf } from './week'

const stretch = (weekday: number, from: string, to: string) => ({ weekday, from, to })

test('a ready-made week is known again', () => {
  expect(presetOf(presets.evenings)).toBe('evenings')
  expect(presetOf([...presets.weekends].reverse())).toBe('weekends')
  expect(presetOf([slot(1, 0)])).toBe('chosen')
})

test('what was ticked comes back ticked', () => {
  for (const slots of [...Object.values(presets), [slot(3, 1)]]) expect(slotsOf(hoursOf(slots))).toEqual([...slots].sort())
})

test('hours are sent in the order of the week', () => {
  expect(hoursOf([slot(7, 2), slot(1, 0)])).toEqual([stretch(1, '08:00', '12:00'), stretch(7, '18:00', '22:00')])
})

test('hours that lie across parts of a day touch each of them, up to midnight', () => {
  expect(slotsOf([stretch(2, '11:00:00', '13:00:00')])).toEqual([slot(2, 0), slot(2, 1)])
  expect(slotsOf([stretch(2, '20:00:00', '00:00:00')])).toEqual([slot(2, 2)])
  expect(slotsOf([stretch(2, '12:00:00', '18:00:00')])).toEqual([slot(2, 1)])
})

test('days with the same hours are told in one line, and hours that touch as one stretch', () => {
  expect(said([stretch(1, '18:00:00', '22:00:00'), stretch(2, '18:00:00', '22:00:00'), stretch(6, '08:00:00', '12:00:00'), stretch(6, '12:00:00', '00:00:00')])).toEqual([
    '周一 周二 18:00–22:00',
    '周六 08:00–24:00',
  ])
  expect(said(hoursOf(presets.always))).toEqual(['每天 08:00–22:00'])
})
