import { expect, test } from 'vitest'
import board from './board/en'
import duty from './duty/en'
import grids from './grids/en'
import households from './households/en'
import noticesReach from './notices-reach/en'
import posts from './posts/en'
import shifts from './shifts/en'
import stock from './stock/en'
import ui from './ui/en'

test('one of a thing is one in English, and its article fits', () => {
  expect([households.doors(1), households.doors(2)]).toEqual(['1 household', '2 households'])
  expect([board.households(1), board.households(2)]).toEqual(['1 household needs it', '2 households need it'])
  expect(stock.ration(5, '', 1)).toBe('At most 5 for each household in one day')
  expect([shifts.lacks(1), shifts.lacks(2)]).toEqual(['1 more needed', '2 more needed'])
  expect([shifts.hoursMinutes(1, 30), shifts.hoursMinutes(2, 0)]).toEqual(['1 hour 30 minutes', '2 hours'])
  expect(ui.overBy(ui.hours(1))).toBe('overdue by 1 hour')
  expect([posts.role.EDITOR, posts.role.LIAISON].map(grids.appointAs)).toEqual(['Appoint an editor', 'Appoint a liaison'])
  expect([duty.hours(1), duty.hours(1.5), duty.cancelTells(1), duty.stillOpen(2)]).toEqual(['1 hour', '1.5 hours', '1 person is told at once.', '2 places stay open'])
  expect([grids.below(1), grids.below(2)]).toEqual(['1 grid below', '2 grids below'])
  expect([noticesReach.ofAll(0, 1), noticesReach.ofAll(1, 2)]).toEqual(['0 of 1 household', '1 of 2 households'])
})
