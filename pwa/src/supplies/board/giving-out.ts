/** Giving the same thing from one store to many households, the most urgent first. */
import type { Line, Need, Share } from '../documents'
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

/** Who gets how much when so many are free and no household gets more than `each`; needs come by hours left. */
export function giftsOf(needs: readonly Need[], kind: Sort, free: number, each: number, claims: Claim[]): Gift[] {
  let left = free
  return needs.flatMap((need) => {
    if (!need.mayClaim) return []
    const open = freeAfter(need, claims)
    let own = Math.min(each, left)
    const lines: Share[] = []
    for (const line of need.lines.filter((one) => isOfKind(one, kind))) {
      const quantity = Math.min(open.get(line.id) ?? 0, own)
      if (quantity > 0) lines.push({ line: line.id, quantity })
      own -= quantity
    }
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
