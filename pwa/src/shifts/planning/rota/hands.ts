/** Everybody whom a leader can share shifts out over: who holds a post in the grid, and its volunteers. */
import type { ResultOf } from '../../../graph/operation'
import type { Hands } from './documents'

export interface Hand {
  id: string
  name: string
  isVolunteer: boolean
}

type Asked = ResultOf<typeof Hands>

/** Each once, volunteers first, by name: they are asked before who works here anyway. */
export function handsOf(volunteers: readonly Asked['volunteers']['nodes'][number][], posts: readonly NonNullable<NonNullable<Asked['grid']>['posts']>[number][]): Hand[] {
  const hands = new Map<string, Hand>()
  for (const { person, name, isActive } of volunteers) if (isActive) hands.set(person, { id: person, name, isVolunteer: true })
  for (const { holder, name } of posts) if (!hands.has(holder)) hands.set(holder, { id: holder, name, isVolunteer: false })
  return [...hands.values()].sort((one, other) => Number(other.isVolunteer) - Number(one.isVolunteer) || one.name.localeCompare(other.name, 'zh'))
}
