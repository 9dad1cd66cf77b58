/** How a notice stands for whoever reads it. */
import type { Kind } from '../ui/Tag.svelte'
import type { Language } from '../words/language.svelte'
import type { Notice, Verdict } from './documents'

type Standing = Pick<Notice, 'state' | 'expiresAt'>

/** Whether it is to be read at this moment: neither taken back, nor replaced, nor over. */
export const holds = ({ state, expiresAt }: Standing, now: number) => state === 'PUBLISHED' && (!expiresAt || Date.parse(expiresAt) > now)

/** Whether somebody has to see it now. */
export const isUrgent = ({ urgency, ...rest }: Standing & Pick<Notice, 'urgency'>, now: number) => urgency === 'IMMEDIATE' && holds(rest, now)

/** Languages as the server names them. */
export const tongues: Record<Notice['text']['language'], Language> = { ZH_HANS: 'zh-Hans', ZH_HANT: 'zh-Hant', EN: 'en' }

export const verdictKinds: Record<Verdict, Kind> = { FALSE: 'now', MISLEADING: 'wait', UNPROVEN: 'quiet', TRUE: 'good' }
