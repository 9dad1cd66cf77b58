/** Where the arrow keys lead in a table whose cells hold buttons. */
const steps: Record<string, [rows: number, columns: number]> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
}

const pressable = (cell: Element | undefined) => [...(cell?.querySelectorAll<HTMLElement>('button:not(:disabled), a[href]') ?? [])]

/** What comes next in the direction of a key: in the same cell up and down, else in the nearest cell that has something to press; a hole first. */
export function stepFrom(from: HTMLElement, key: string): HTMLElement | undefined {
  const step = steps[key]
  const cell = from.closest('td')
  const row = cell?.parentElement
  if (!step || !cell || !row || from.closest('input, textarea')) return undefined
  const [down, right] = step
  const within = pressable(cell)
  const beside = down ? within[within.indexOf(from) + down] : undefined
  if (beside) return beside
  const rows = [...row.parentElement!.children]
  let [y, x] = [rows.indexOf(row), [...row.children].indexOf(cell)]
  for (;;) {
    ;[y, x] = [y + down, x + right]
    const next = rows[y]?.children[x]
    if (!next || next.tagName !== 'TD') return undefined
    const found = pressable(next)
    if (found.length) return found.find((one) => 'hole' in one.dataset) ?? (down < 0 ? found[found.length - 1] : found[0])
  }
}
