/** Sends a list of residents: first to see what it would do, then to do it. */
import { fact } from '../graph/database'
import { Failed, SignedOut, Unreachable } from '../graph/ask'

export interface Plan {
  faults: { line: number; reason: string }[]
  newDoors: string[]
  knownDoors: number
  newResidents: number
  changedResidents: number
  isDone: boolean
}

export const mostBytes = 5_000_000

export async function sendList(grid: string, file: Blob, apply: boolean): Promise<Plan> {
  const parameters = new URLSearchParams({ grid, apply: apply ? '1' : '0' })
  const language = await fact('language').catch(() => undefined)
  const response = await fetch(`/imports/households?${parameters.toString()}`, {
    method: 'POST',
    headers: { 'content-type': 'application/octet-stream', 'x-lianxin': '1', 'accept-language': language ?? 'zh-Hans' },
    credentials: 'same-origin',
    body: file,
  }).catch(() => {
    throw new Unreachable(0)
  })
  if (response.status === 401) throw new SignedOut()
  // When to try again is said in the server's words.
  if (response.status === 429) throw new Failed('TOO_OFTEN', await response.text())
  if (response.status >= 500) throw new Unreachable(response.status)
  if (!response.ok) throw new Failed(`HTTP_${response.status}`, '')
  return (await response.json()) as Plan
}
