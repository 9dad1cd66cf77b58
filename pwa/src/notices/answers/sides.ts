/** What can be said to a notice, by what sort of notice it is. */
import type { AnsweredNotice } from './documents'

export type Side = 'questions' | 'registrations' | 'signatures'

const besides: Partial<Record<AnsweredNotice['kind'], Side>> = { CASE_ROUTE: 'registrations', VOLUNTEERS: 'registrations', CLUES: 'registrations', PLEDGE: 'signatures' }

/** What the notice asks for comes first; questions can be asked about any. */
export const sidesOf = (kind: AnsweredNotice['kind']): Side[] => [...(besides[kind] ? [besides[kind]] : []), 'questions']
