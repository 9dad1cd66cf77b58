/** A need that is half written: kept on the phone until it is sent, cleared, or its person signs out. */
import { fact, remember } from '../graph/database'
import type { Picture } from '../graph/submit'
import { usual, type Deadline } from './deadlines'
import type { RequestInput } from './asking/documents'
import type { WholeNeed } from './documents'

export interface Draft extends Pick<RequestInput, 'lines'> {
  /** Which of the lines is still being written, and whether it is not on the list yet. */
  at?: number
  isNew?: boolean
  deadline: Deadline
  note: string
  exception: string
  photo?: Picture
  /** For whom, where it is not for one's own household. */
  household?: string
}

type Kept = Omit<Draft, 'photo'> & { person?: string; photo?: { id: string; image: ArrayBuffer } }

let next: { draft?: Draft } | undefined
let writing: Promise<void> | undefined

/** Keeps the newest; letters that are typed while it is being written down go together. Without a draft it forgets. */
export function keepDraft(draft?: Draft): Promise<void> {
  next = { draft }
  return (writing ??= write().finally(() => (writing = undefined)))
}

async function write() {
  while (next) {
    const { draft } = next
    next = undefined
    // A full phone cannot keep it; what is on the screen can still be sent.
    await (draft ? kept(draft) : Promise.resolve(undefined)).then((now) => remember('draft', now)).catch(() => undefined)
  }
}

async function kept({ photo, ...draft }: Draft): Promise<Kept> {
  return { ...draft, person: await fact('person'), ...(photo && { photo: { id: photo.id, image: await photo.image.arrayBuffer() } }) }
}

/** What this person had begun, if anything. */
export async function begunDraft(): Promise<Draft | undefined> {
  const { person, photo, ...draft } = ((await fact('draft').catch(() => undefined)) ?? {}) as Kept
  if (!person || person !== (await fact('person'))) return undefined
  return { ...draft, ...(photo && { photo: { id: photo.id, image: new Blob([photo.image], { type: 'image/jpeg' }) } }) }
}

/** The same need once more, to be looked over before it is sent. */
export const sameAgain = ({ lines, note, isMine, household }: Pick<WholeNeed, 'lines' | 'note' | 'isMine' | 'household'>): Draft => ({
  lines: lines.map(({ item, quantity, answers }) => ({ item: item.id, quantity, answers: answers.map(({ code, value }) => ({ question: code, answer: value })) })),
  deadline: { ...usual },
  note: note ?? '',
  exception: '',
  household: isMine ? undefined : (household ?? undefined),
})
