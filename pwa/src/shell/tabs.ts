/** Which pages stand at the bottom of the screen, for each kind of person. */
import { words } from '../words/shell'
import { find } from './routes'

/** What the frame needs to know about the person; `Me` in src/access/documents.ts asks for it. */
export interface Person {
  id: string
  posts?: readonly { role: string }[]
  household?: unknown
  volunteer?: { state: string } | null
}

export type Tab = keyof Omit<typeof words.tabs, 'label'>

export const paths: Record<Tab, string> = {
  today: '/today',
  requests: '/requests',
  needs: '/needs',
  promises: '/promises',
  board: '/board',
  allNeeds: '/needs',
  people: '/people',
  stock: '/stock',
  me: '/me',
}

/** At most five. Who is several kinds of person gets the tabs of the widest duty, and those of the hands beside it. */
export function tabsOf(person: Person | null | undefined): Tab[] {
  if (!person) return []
  const volunteers = person.volunteer?.state === 'APPROVED'
  if (person.posts?.length) return ['board', 'allNeeds', 'people', volunteers ? 'promises' : 'stock', 'me']
  if (volunteers) return person.household ? ['needs', 'promises', 'requests', 'me'] : ['needs', 'promises', 'me']
  return ['today', 'requests', 'me']
}

/** The tabs whose pages this version has. */
export const shownTabs = (person: Person | null | undefined) => tabsOf(person).filter((tab) => find(paths[tab]))
