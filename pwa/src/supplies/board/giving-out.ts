/** Giving the same thing from one store to many households, the most urgent first. */
import type { Share } from '../bringing/documents'
import type { Line, Need } from '../documents'
import { freeAfter, type Claim } from '../overlay'
import type { Kind } from './documents'

export interface Gift {
  need: Need
  lines: Share[]
  quantity: number
}

type Sort = { item: { id: string }; variety: readonly { code: string; value: string }[] }

/** Whether a line asks for just this kind of a thing. */
export function isOfKind(line: Pick<Line, 'item' | 'answers'>, { item, variety }: Sort): boolean {
  return line.item.id === item.id && variety.every(({ code, value }) => line.answers.some((answer) => answer.code === code && answer.value === value))
}

/** How many of a kind a need still lacks, line by line, once my own waiting claims are counted. */
function lacking(need: Need, kind: Sort, claims: Claim[]): Share[] {
  if (!need.mayClaim) return []
  const free = freeAfter(need, claims)
  const lines = need.lines.filter((line) => isOfKind(line, kind)).map(({ id }) => ({ line: id, quantity: free.get(id) ?? 0 }))
  return lines.filter(({ quantity }) => quantity > 0)
}

/** So many for each household that all of them get something: all they lack where there is enough. */
export function fairShare(needs: readonly Need[], kind: Sort, free: number, claims: Claim[]): number {
  const lacks = needs.map((need) => total(lacking(need, kind, claims))).filter(Boolean)
  const enough = lacks.reduce((sum, one) => sum + one, 0) <= free
  return Math.max(1, enough ? Math.max(0, ...lacks) : Math.floor(free / lacks.length))
}

/** Who gets how much when so many are free and no household gets more than `each`; needs come by hours left. */
export function giftsOf(needs: readonly Need[], kind: Sort, free: number, each: number, claims: Claim[]): Gift[] {
  let left = free
  return needs.flatMap((need) => {
    let own = Math.min(each, left)
    const lines = lacking(need, kind, claims)
      .map(({ line, quantity }) => {
        const given = Math.min(quantity, own)
        own -= given
        return { line, quantity: given }
      })
      .filter(({ quantity }) => quantity > 0)
    const quantity = total(lines)
    left -= quantity
    return quantity ? [{ need, lines, quantity }] : []
  })
}

export const total = (gifts: readonly { quantity: number }[]) => gifts.reduce((sum, { quantity }) => sum + quantity, 0)

/** Where a kind is listed: `/pool/<grid>/<item>?size=adult`. */
export function pathOf(grid: string, { item, variety }: Pick<Kind, 'item' | 'variety'>): string {
  const answers = new URLSearchParams(variety.map(({ code, value }) => [code, value]))
  return `/pool/${grid}/${item.id}${variety.length ? `?${answers}` : ''}`
}

/** The answers that such an address names, as the server takes them. */
export const varietyIn = (query: URLSearchParams) => [...query].map(([question, answer]) => ({ question, answer }))
