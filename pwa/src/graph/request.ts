/** One request to the server, and the four ways in which it can end badly. */
import { fact } from './database'

const timeLimit = 15_000

/** No signal, too slow, or the server is busy: the same request may succeed later. */
export class Unreachable extends Error {
  constructor(readonly status: number, readonly retryAfter?: number) {
    super(status ? `The server answered ${status}.` : 'The server cannot be reached.')
  }
}

/** The session is over: only signing in again helps. */
export class SignedOut extends Error {}

/** The server will not do this, however often it is asked. */
export class Failed extends Error {
  constructor(readonly code: string, message: string, readonly id?: string) {
    super(message)
  }
}

interface Reply {
  data?: Record<string, unknown> | null
  errors?: { message: string; extensions?: { code?: string; id?: string } }[]
}

/** `person`: whose write it is; the server takes it from nobody else, whoever has signed in here meanwhile. */
export async function post<Result>(text: string, variables: object, person?: string): Promise<Result> {
  const response = await reach('/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(person && { 'x-lianxin-person': person }) },
    body: JSON.stringify({ query: text, variables }),
  })
  const reply = (await response.json().catch(() => ({}))) as Reply
  const error = reply.errors?.[0]
  if (response.status === 401 || error?.extensions?.code === 'SIGNED_OUT') throw new SignedOut()
  // One part of a screen that failed does not blank the rest of it.
  const answered = reply.data && Object.values(reply.data).some((field) => field !== null)
  if (error && !answered) throw new Failed(error.extensions?.code ?? 'BUG', error.message, error.extensions?.id)
  if (!response.ok || !reply.data) throw new Failed(`HTTP_${response.status}`, '')
  return reply.data as Result
}

/** Sends a picture under the id that the mutation after it names; sending it twice does no harm. */
export async function putPhoto(id: string, image: ArrayBuffer): Promise<void> {
  const response = await reach(`/photos/${id}`, { method: 'PUT', headers: { 'content-type': 'image/jpeg' }, body: image })
  if (response.status === 401) throw new SignedOut()
  if (!response.ok) throw new Failed('PHOTO', '')
}

async function reach(path: string, init: RequestInit): Promise<Response> {
  const abort = new AbortController()
  const timer = setTimeout(() => abort.abort(), timeLimit)
  let response: Response
  try {
    const headers = { ...init.headers, 'x-lianxin': '1', 'accept-language': await language() }
    response = await fetch(path, { ...init, headers, credentials: 'same-origin', signal: abort.signal })
    // A body that stops halfway must meet the same time limit.
    const body = await response.arrayBuffer()
    response = new Response(body.byteLength ? body : null, response)
  } catch {
    throw new Unreachable(abort.signal.aborted ? 408 : 0)
  } finally {
    clearTimeout(timer)
  }
  const { status } = response
  if (status === 408 || status === 429 || status >= 500) throw new Unreachable(status, retryAfter(response.headers))
  return response
}

/** Milliseconds; the header has seconds or a date. An hour at most, so that a wrong clock cannot hold work for days. */
function retryAfter(headers: Headers): number | undefined {
  const value = headers.get('retry-after')
  if (!value) return undefined
  const wait = /^\d+$/.test(value) ? Number(value) * 1000 : Date.parse(value) - Date.now()
  return Number.isNaN(wait) ? undefined : Math.min(Math.max(wait, 0), 3_600_000)
}

const language = () => fact('language').catch(() => undefined).then((chosen) => chosen ?? 'zh-Hans')
