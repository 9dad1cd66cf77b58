/** A thing that a leader lets people ask for, while it is being written down. */
import type { ItemInput, Offered, Question, QuestionInput } from './offering/documents'

export interface QuestionDraft {
  /** Only for the screen. */
  key: number
  label: string
  kind: Question['kind']
  /** One a line. */
  choices: string
  required: boolean
  addsUp: boolean
}

export interface ItemDraft {
  name: string
  unit: string
  category: Offered['category']
  questions: QuestionDraft[]
}

export const most = { name: 40, unit: 40, questions: 8, label: 40 }

export const blank = (): ItemDraft => ({ name: '', unit: '', category: 'OTHER', questions: [] })

export const blankQuestion = (questions: readonly QuestionDraft[]): QuestionDraft => ({
  key: 1 + Math.max(0, ...questions.map(({ key }) => key)), label: '', kind: 'TEXT', choices: '', required: false, addsUp: false,
})

const linesOf = (text: string) => [...new Set(text.split('\n').map((line) => line.trim()).filter(Boolean))]

export type Lack = 'label' | 'choices'

/** What a question lacks before it can be asked. */
export function lackOf({ label, kind, choices }: QuestionDraft): Lack | undefined {
  if (!label.trim()) return 'label'
  return kind === 'CHOICE' && linesOf(choices).length < 2 ? 'choices' : undefined
}

export const isReady = ({ name, unit, questions }: ItemDraft) => !!name.trim() && !!unit.trim() && !questions.some(lackOf)

const words = (text: string) => ({ zhHans: text.trim() })

/** As the server takes it: written once, the words stand for every language. */
export const inputOf = ({ name, unit, category, questions }: ItemDraft): ItemInput => ({
  name: words(name), unit: words(unit), category, questions: questions.map(questionOf),
})

const questionOf = ({ label, kind, choices, required, addsUp }: QuestionDraft): QuestionInput => ({
  label: words(label),
  kind,
  required,
  // Only answers that are chosen can be the same for many.
  addsUp: addsUp && kind === 'CHOICE',
  choices: kind === 'CHOICE' ? linesOf(choices).map(words) : [],
})

/** A thing that is offered, to be changed. */
export const draftOf = ({ name, unit, category, questions }: Offered): ItemDraft => ({
  name,
  unit,
  category,
  questions: questions.map(({ label, kind, choices, required, addsUp }, at) => ({
    key: at + 1, label, kind, choices: choices.map((one) => one.label).join('\n'), required, addsUp,
  })),
})
