/** A server that answers what a test tells it to, and remembers what it was asked. */
import { vi } from 'vitest'

export interface Asked {
  path: string
  method: string
  headers: Record<string, string>
  text: string
  variables: Record<string, unknown>
}

type Reply = Response | 'no signal' | Promise<Response>
export type Behaviour = (asked: Asked) => Reply

export const json = (body: unknown, status = 200, headers: Record<string, string> = {}) =>
  new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json', ...headers } })

export const done = (data: Record<string, unknown>) => json({ data })
export const refused = (field: string, code: string, message: string) => done({ [field]: { __typename: code, message } })
export const failed = (code: string, message = '', id?: string) => json({ data: null, errors: [{ message, extensions: { code, id } }] })

/** Behaves as told; `then` changes its mind in the middle of a test. */
export function server(first: Behaviour) {
  const asked: Asked[] = []
  let behaviour = first
  vi.stubGlobal('fetch', async (path: string, init: RequestInit) => {
    const body = typeof init.body === 'string' ? (JSON.parse(init.body) as { query: string; variables: Record<string, unknown> }) : undefined
    const one = { path, method: init.method!, headers: init.headers as Record<string, string>, text: body?.query ?? '', variables: body?.variables ?? {} }
    asked.push(one)
    const reply = behaviour(one)
    if (reply === 'no signal') throw new TypeError('Failed to fetch')
    return untilAborted(reply, init.signal)
  })
  return {
    asked,
    then(next: Behaviour) {
      behaviour = next
    },
  }
}

const untilAborted = (reply: Response | Promise<Response>, signal?: AbortSignal | null) =>
  Promise.race([
    Promise.resolve(reply),
    new Promise<never>((_, reject) => signal?.addEventListener('abort', () => reject(new DOMException('', 'AbortError')))),
  ])
