/** The time that a page about hours looks at. */
import { after, mondayOf, momentOn } from './hours'

export type Span = 'week' | 'before' | 'month'

export function spanOf(span: Span, today: string): { from: string; until: string } {
  const monday = mondayOf(today)
  if (span === 'month') return { from: momentOn(after(today, -29), 0), until: momentOn(after(today, 1), 0) }
  const first = span === 'before' ? after(monday, -7) : monday
  return { from: momentOn(first, 0), until: momentOn(after(first, 7), 0) }
}
