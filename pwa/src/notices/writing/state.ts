/** How a notice stands for whoever decides about it. */
import type { Kind } from '../../ui/Tag.svelte'
import type { NoticeState } from './documents'

export const before: NoticeState[] = ['DRAFT', 'PROPOSED', 'SCHEDULED']
export const out: NoticeState[] = ['PUBLISHED', 'CORRECTED', 'WITHDRAWN']

/** Only what waits for somebody stands out. */
export const stateKinds: Record<NoticeState, Kind> = {
  DRAFT: 'quiet',
  PROPOSED: 'wait',
  SCHEDULED: 'wait',
  PUBLISHED: 'good',
  CORRECTED: 'quiet',
  WITHDRAWN: 'quiet',
  DROPPED: 'quiet',
}
