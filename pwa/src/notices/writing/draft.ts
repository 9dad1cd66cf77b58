/** What somebody writes of a notice, before it is sent. */
import type { Picture } from '../../graph/submit'
import type { Tier } from '../../grids/documents'
import { after, dayOf, hourOf, minuteIn, momentOn } from '../../ui/wall-clock'
import { language as phone } from '../../words/language.svelte'
import { tongues } from '../standing'
import type { Audience, Desked, NoticeInput, TextLanguage } from './documents'

export const textLanguages = ['ZH_HANS', 'ZH_HANT', 'EN'] as const satisfies readonly TextLanguage[]

/** The language that the phone speaks, as one writes in it. */
export const spoken = (): TextLanguage => textLanguages.find((one) => tongues[one] === phone.now)!

export interface Said {
  headline: string
  short: string
  body: string
  claim: string
  source: string
  reward: string
}

export interface StopDraft {
  place: string
  day: string
  begins: string
  ends: string
}

export type Kind = Desked['kind']

export interface Draft {
  kind: Kind
  texts: Record<TextLanguage, Said>
  /** Only these grids with all below them; none for the whole ground of the grid that speaks. */
  grounds: { id: string; label: string }[]
  audience: Audience[]
  earnest: Desked['earnest']
  urgency: Desked['urgency']
  severity: Desked['severity']
  certainty: Desked['certainty']
  category: Desked['category']
  verdict: NonNullable<Desked['verdict']> | undefined
  sourceUrl: string
  way: Desked['way']
  relayedDownTo: Tier
  /** Whether it passes by itself sooner or later than the settings say. */
  ownMinutes: boolean
  relayMinutes: number
  stops: StopDraft[]
  /** A new picture; else the one that it has. */
  picture: Picture | undefined
  keptPicture: string | undefined
  untilDay: string
  untilHour: string
  /** What residents asked that a rumour card is the answer to. */
  questions: string[]
}

const blank = (): Said => ({ headline: '', short: '', body: '', claim: '', source: '', reward: '' })

export const oneMoreStop = (): StopDraft => ({ place: '', day: '', begins: '', ends: '' })

export const fresh = (kind: Kind): Draft => ({
  kind,
  texts: { ZH_HANS: blank(), ZH_HANT: blank(), EN: blank() },
  grounds: [],
  audience: [],
  earnest: 'ACTUAL',
  urgency: 'EXPECTED',
  severity: 'UNKNOWN',
  certainty: 'UNKNOWN',
  category: 'HEALTH',
  verdict: undefined,
  sourceUrl: '',
  way: 'DIRECT',
  relayedDownTo: 'COMMUNITY',
  ownMinutes: false,
  relayMinutes: 30,
  stops: kind === 'CASE_ROUTE' ? [oneMoreStop()] : [],
  picture: undefined,
  keptPicture: undefined,
  untilDay: '',
  untilHour: '',
  questions: [],
})

const longestClaim = 300

/** A rumour card that is begun from what residents asked. */
export const cardOf = (questions: string[]): Draft => ({ ...fresh('RUMOUR'), questions })

/** It begins with their words, unless somebody has written others already. */
export function claims(card: Draft, claim: string, language: TextLanguage): void {
  card.texts[language].claim ||= claim.slice(0, longestClaim)
}

/** A picture's address names the picture. */
const pictureAt = (address: string | null) => (address ? /^\/photos\/([\w-]+)/.exec(address)?.[1] : undefined)

export function draftOf(notice: Desked): Draft {
  const { grid, grounds, texts, stops } = notice
  const isWhole = grounds.length === 1 && grounds[0]!.id === grid.id
  return {
    ...fresh(notice.kind),
    ...{ audience: [...notice.audience], earnest: notice.earnest, urgency: notice.urgency, severity: notice.severity, certainty: notice.certainty },
    ...{ category: notice.category, verdict: notice.verdict ?? undefined, sourceUrl: notice.sourceUrl, way: notice.way },
    ...{ relayedDownTo: notice.relayedDownTo, ownMinutes: notice.way === 'RELAYED', relayMinutes: notice.relayMinutes },
    texts: Object.fromEntries(textLanguages.map((language) => [language, saidIn(texts, language)])) as Draft['texts'],
    grounds: isWhole ? [] : grounds.map(({ id, label }) => ({ id, label })),
    stops: stops.map(({ place, beginsAt, endsAt }) => ({ place, day: dayOf(beginsAt), begins: hourOf(beginsAt), ends: hourOf(endsAt) })),
    keptPicture: pictureAt(notice.picture),
    untilDay: notice.expiresAt ? dayOf(notice.expiresAt) : '',
    untilHour: notice.expiresAt ? hourOf(notice.expiresAt) : '',
  }
}

function saidIn(texts: Desked['texts'], language: TextLanguage): Said {
  const { headline, short, body, claim, source, reward } = texts.find((text) => text.language === language) ?? blank()
  return { headline, short, body, claim, source, reward }
}

const isWritten = (said: Said) => Object.values(said).some((text: string) => text.trim())

/** The languages in which something is written, in their order. */
export const writtenIn = ({ texts }: Draft): TextLanguage[] => textLanguages.filter((language) => isWritten(texts[language]))

/** What is wrong with it, if anything, by the part that has to be put right. */
export interface Faults {
  /** Nothing is written at all. */
  nothing: boolean
  /** Languages in which there is a text without a headline. */
  headlines: TextLanguage[]
  /** Places without a name or without times, by their number. */
  stops: number[]
}

export function faultsOf(draft: Draft): Faults {
  const languages = writtenIn(draft)
  const stops = draft.kind === 'CASE_ROUTE' ? draft.stops : []
  return {
    nothing: !languages.length,
    headlines: languages.filter((language) => !draft.texts[language].headline.trim()),
    stops: stops.flatMap(({ place, day, begins, ends }, at) => (place.trim() && day && [begins, ends].every((hour) => minuteIn(hour) !== undefined) ? [] : [at])),
  }
}

export const isSound = (draft: Draft) => {
  const { nothing, headlines, stops } = faultsOf(draft)
  return !nothing && !headlines.length && !stops.length
}

const lastMinute = 24 * 60 - 1

/** As the server takes it: of a kind that has no use for a field, it is left out. */
export function inputOf(draft: Draft): NoticeInput {
  const { kind, earnest, urgency, severity, certainty, category, way, relayedDownTo } = draft
  const isRumour = kind === 'RUMOUR'
  return {
    ...{ kind, earnest, urgency, severity, certainty, category, way, relayedDownTo },
    texts: writtenIn(draft).map((language) => textOf(draft, language)),
    grounds: draft.grounds.map(({ id }) => id),
    audience: draft.audience,
    verdict: isRumour ? draft.verdict : null,
    sourceUrl: isRumour ? draft.sourceUrl.trim() : '',
    relayMinutes: way === 'RELAYED' && draft.ownMinutes ? draft.relayMinutes : null,
    stops: kind === 'CASE_ROUTE' ? draft.stops.map(stopOf) : [],
    picture: draft.picture?.id ?? draft.keptPicture ?? null,
    expiresAt: draft.untilDay ? momentOn(draft.untilDay, minuteIn(draft.untilHour) ?? lastMinute) : null,
    questions: isRumour ? draft.questions : [],
  }
}

function textOf({ kind, texts }: Draft, language: TextLanguage): NoticeInput['texts'][number] {
  const { headline, short, body, claim, source, reward } = texts[language]
  const isRumour = kind === 'RUMOUR'
  return {
    language,
    headline: headline.trim(),
    short: short.trim(),
    body: body.trim(),
    claim: isRumour ? claim.trim() : '',
    source: isRumour ? source.trim() : '',
    reward: kind === 'CLUES' ? reward.trim() : '',
  }
}

/** An end that is earlier than the beginning is one of the next day. */
function stopOf({ place, day, begins, ends }: StopDraft): NonNullable<NoticeInput['stops']>[number] {
  const [from, until] = [minuteIn(begins)!, minuteIn(ends)!]
  return { place: place.trim(), beginsAt: momentOn(day, from), endsAt: momentOn(until < from ? after(day, 1) : day, until) }
}
