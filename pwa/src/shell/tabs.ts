/** Which pages stand at the bottom of the screen, for each kind of person. */
import type { words } from '../words/shell'

/** What the frame needs to know about the person; `Me` in src/access/documents.ts asks for it. */
export interface Person {
  me: { posts: readonly { role: string }[] } | null
  myVolunteering: { state: string } | null
  myHousehold: object | null
}

export type Tab = keyof Omit<typeof words.tabs, 'label'>

export const paths: Record<Tab, string> = {
  today: '/today',
  desk: '/notices/ground',
  notices: '/notices',
  requests: '/requests',
  needs: '/needs',
  promises: '/promises',
  shifts: '/duties',
  board: '/board',
  allNeeds: '/needs',
  people: '/people',
  stock: '/stock',
  me: '/me',
}

/** Pages that belong under a tab though their address does not begin with its own. */
const under: Partial<Record<Tab, string[]>> = {
  requests: ['/ask'],
  allNeeds: ['/ask'],
  board: ['/pool', '/duty'],
  people: ['/households', '/volunteers', '/grids'],
  stock: ['/items', '/rations'],
  shifts: ['/shifts'],
  me: ['/notices', '/my-household', '/volunteering', '/duties', '/shifts'],
}

const leadsTo = (from: string, path: string) => path === from || path.startsWith(`${from}/`)

/** Which of a person's tabs the page at an address belongs under. */
export const tabAt = (path: string, tabs: readonly Tab[]): Tab | undefined =>
  tabs.find((tab) => [paths[tab], ...(under[tab] ?? [])].some((from) => leadsTo(from, path)))

/** At most five. Who is several kinds of person gets the tabs of the widest duty, and those of the hands beside it. */
export function tabsOf(person: Person | undefined): Tab[] {
  if (!person?.me) return []
  const { posts } = person.me
  const volunteers = person.myVolunteering?.state === 'APPROVED'
  const asks: Tab[] = person.myHousehold ? ['requests'] : []
  if (posts.some(({ role }) => ['LEADER', 'MEMBER'].includes(role))) return ['board', 'allNeeds', 'people', volunteers ? 'promises' : 'stock', 'me']
  if (posts.some(({ role }) => role === 'LIAISON')) return ['allNeeds', 'people', ...(volunteers ? ['promises' as const] : []), ...asks, 'me']
  const people: Tab[] = posts.length ? ['people'] : []
  const writes = posts.some(({ role }) => role === 'EDITOR')
  // With all that concerns shifts there is no room for both: what one's own household asked for is found under Me, as are notices.
  if (volunteers) return ['needs', 'promises', 'shifts', ...(posts.length ? people : asks), 'me']
  return writes ? ['desk', 'notices', ...asks, ...people, 'me'] : ['today', 'notices', 'requests', ...people, 'me']
}
