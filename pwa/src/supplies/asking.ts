/** A need while it is being written down. */
import type { Item, Question, RequestInput } from './asking/documents'

export interface DraftLine {
  item: Item
  quantity: number
  answers: Record<string, string>
}

export const most = { lines: 20, quantity: 999, note: 500, answer: 200, exception: 200 }

/** Codes of the questions that must be answered and are not. */
export const unanswered = ({ item, answers }: Pick<DraftLine, 'item' | 'answers'>): string[] =>
  item.questions.filter(({ code, required }) => required && !answers[code]?.trim()).map(({ code }) => code)

/** As the server takes them. */
export const linesOf = (lines: DraftLine[]): RequestInput['lines'] =>
  lines.map(({ item, quantity, answers }) => ({ item: item.id, quantity, answers: given(item, answers) }))

const given = (item: Item, answers: Record<string, string>) =>
  item.questions.flatMap(({ code }) => (answers[code]?.trim() ? [{ question: code, answer: answers[code].trim() }] : []))

/** What was written before, to be changed and sent again; what is no longer offered falls away. */
export function draftOf(lines: RequestInput['lines'], items: Item[]): DraftLine[] {
  return lines.flatMap(({ item, quantity, answers = [] }) => {
    const offered = items.find(({ id }) => id === item)
    return offered ? [{ item: offered, quantity, answers: Object.fromEntries((answers ?? []).map((one) => [one.question, one.answer])) }] : []
  })
}

/** An answer as a person says it. */
export function spoken(question: Pick<Question, 'kind' | 'choices'>, value: string, yesOrNo: { yes: string; no: string }): string {
  if (question.kind === 'YES_NO') return value === 'yes' ? yesOrNo.yes : yesOrNo.no
  return question.choices.find(({ code }) => code === value)?.label ?? value
}

export type Place = { line: number; question?: string } | { field: string }

/** Where on the page something has to be put right: `lines.0.answers.brand` is the brand of the first thing. */
export function placeOf(field: string | undefined): Place {
  const [, line, question] = /^lines\.(\d+)(?:\.answers\.(.+))?/.exec(field ?? '') ?? []
  return line === undefined ? { field: field ?? '' } : { line: Number(line), question }
}
