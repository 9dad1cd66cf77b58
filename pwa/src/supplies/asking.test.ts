import { expect, test } from 'vitest'
import { draftOf, linesOf, placeOf, spoken, unanswered } from './asking'
import type { Item } from './asking/documents'

const question = (code: string, required: boolean, kind: 'TEXT' | 'YES_NO' | 'CHOICE' = 'TEXT') => ({ code, label: code, kind, required, choices: [] })
const formula: Item = {
  id: 'formula', name: '婴儿奶粉', unit: '罐', category: 'INFANT', questions: [question('stage', true, 'CHOICE'), question('brand', false), question('substitutes', true, 'YES_NO')],
}

test('what must be answered and is not is named', () => {
  expect(unanswered({ item: formula, answers: { stage: '1', substitutes: ' ' } })).toEqual(['substitutes'])
  expect(unanswered({ item: formula, answers: { stage: '1', substitutes: 'no' } })).toEqual([])
})

test('empty answers are not sent, and those to questions that are no longer asked neither', () => {
  expect(linesOf([{ item: formula, quantity: 7, answers: { stage: '1', brand: '  ', old: 'x', substitutes: 'yes' } }])).toEqual([
    { item: 'formula', quantity: 7, answers: [{ question: 'stage', answer: '1' }, { question: 'substitutes', answer: 'yes' }] },
  ])
})

test('what was refused can be changed and sent again', () => {
  const lines = linesOf([{ item: formula, quantity: 7, answers: { stage: '1', substitutes: 'yes' } }])
  expect(draftOf([...lines, { item: 'gone', quantity: 1 }], [formula])).toEqual([{ item: formula, quantity: 7, answers: { stage: '1', substitutes: 'yes' } }])
})

test('a refusal is shown where something has to be put right', () => {
  expect(placeOf('lines.2.answers.brand')).toEqual({ line: 2, question: 'brand' })
  expect(placeOf('lines.0.quantity')).toEqual({ line: 0, question: undefined })
  expect(placeOf('runsOutAt')).toEqual({ field: 'runsOutAt' })
  expect(placeOf(undefined)).toEqual({ field: '' })
})

test('an answer is said as a person says it', () => {
  const words = { yes: '是', no: '否' }
  expect(spoken({ kind: 'YES_NO', choices: [] }, 'no', words)).toBe('否')
  expect(spoken({ kind: 'CHOICE', choices: [{ code: '1', label: '1 段' }] }, '1', words)).toBe('1 段')
  expect(spoken({ kind: 'TEXT', choices: [] }, '爱他美', words)).toBe('爱他美')
})
