// @vitest-environment node
import { expect, test } from 'vitest'
import type { Offered } from './offering/documents'
import { blank, blankQuestion, draftOf, inputOf, isReady, lackOf } from './items'

const question = (told: object) => ({ ...blankQuestion([]), ...told })
const raincoat = { ...blank(), name: ' 雨衣 ', unit: '件' }

test('a thing needs a name, a unit, and questions that can be asked', () => {
  expect(isReady(raincoat)).toBe(true)
  expect(isReady({ ...raincoat, unit: ' ' })).toBe(false)
  expect(lackOf(question({ label: ' ' }))).toBe('label')
  expect(lackOf(question({ label: '尺码', kind: 'CHOICE', choices: '大\n大\n' }))).toBe('choices')
  expect(lackOf(question({ label: '尺码', kind: 'CHOICE', choices: '大\n小' }))).toBeUndefined()
  expect(isReady({ ...raincoat, questions: [question({})] })).toBe(false)
})

test('each question has a key of its own, also after one was removed', () => {
  const first = blankQuestion([])
  const second = blankQuestion([first])
  expect(blankQuestion([second]).key).toBeGreaterThan(second.key)
})

test('only answers that are chosen add needs up', () => {
  const questions = [
    question({ label: '尺码', kind: 'CHOICE', choices: ' 大 \n\n小', required: true, addsUp: true }),
    question({ label: '备注', kind: 'TEXT', choices: '忘了删', addsUp: true }),
  ]
  expect(inputOf({ ...raincoat, category: 'PROTECTION', questions })).toEqual({
    name: { zhHans: '雨衣' },
    unit: { zhHans: '件' },
    category: 'PROTECTION',
    questions: [
      { label: { zhHans: '尺码' }, kind: 'CHOICE', required: true, addsUp: true, choices: [{ zhHans: '大' }, { zhHans: '小' }] },
      { label: { zhHans: '备注' }, kind: 'TEXT', required: false, addsUp: false, choices: [] },
    ],
  })
})

test('what is offered can be taken up again as it was written', () => {
  const offered = {
    id: 'i', name: '雨衣', unit: '件', category: 'PROTECTION', isLocal: true,
    questions: [{ code: 'q1', label: '尺码', kind: 'CHOICE', required: true, addsUp: true, choices: [{ code: '1', label: '大' }, { code: '2', label: '小' }] }],
  } as unknown as Offered
  expect(inputOf(draftOf(offered)).questions).toEqual([
    { label: { zhHans: '尺码' }, kind: 'CHOICE', required: true, addsUp: true, choices: [{ zhHans: '大' }, { zhHans: '小' }] },
  ])
})
