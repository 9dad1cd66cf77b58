/** Things and how many of each, as people say them: 婴儿奶粉 1 罐、口罩 10 只. */
import { words } from '../words/supplies'

interface Some {
  quantity: number
  item: { name: string; unit: string }
}

export const said = (some: readonly Some[]): string => some.map(({ item, quantity }) => words.amount(item.name, quantity, item.unit)).join(words.and)

/** The same of shares of lines, by the lines they are of. */
export function saidShares(shares: readonly { line: string; quantity: number }[], lines: readonly { id: string; item: Some['item'] }[]): string {
  return said(shares.flatMap(({ line, quantity }) => lines.filter(({ id }) => id === line).map(({ item }) => ({ item, quantity }))))
}
