/** Queries on the screen: the kept answer at once, the server's as soon as it comes, and again when it may have changed. */
import { keepAnswer, kept, keptUnder } from './answers'
import { ask, Unreachable } from './ask'
import { hear } from './news'
import { prepared, type Operation } from './operation'
import { merge } from './things'

export interface Snapshot<Result = unknown> {
  data?: Result
  /** When the server said so; shown as its age. */
  at?: number
  error?: Error
  asking: boolean
}

interface Live {
  operation: Operation
  variables: object
  snapshot: Snapshot
  listeners: Set<(snapshot: Snapshot) => void>
  flight?: Promise<void>
  /** Something changed while an answer was on its way: that answer may already be old. */
  again: boolean
  /** Asks again when the server, too busy, said to come. */
  timer?: ReturnType<typeof setTimeout>
}

/** Milliseconds, where a server that could not answer does not say. */
const aWhile = 30_000

const live = new Map<string, Live>()

export interface Watch {
  stop: () => void
  refresh: () => Promise<void>
}

export function watch<Result>(operation: Operation<Result, never>, variables: object, listener: (snapshot: Snapshot<Result>) => void): Watch {
  const name = prepared(operation).text + JSON.stringify(variables)
  const one = live.get(name) ?? begin(name, operation as Operation, variables)
  one.listeners.add(listener as (snapshot: Snapshot) => void)
  listener(one.snapshot as Snapshot<Result>)
  void refresh(one)
  return {
    refresh: () => refresh(one),
    stop: () => {
      one.listeners.delete(listener as (snapshot: Snapshot) => void)
      if (one.listeners.size) return
      live.delete(name)
      clearTimeout(one.timer)
    },
  }
}

function begin(name: string, operation: Operation, variables: object): Live {
  const one: Live = { operation, variables, snapshot: { asking: true }, listeners: new Set(), again: false }
  live.set(name, one)
  void keptUnder(prepared(operation).text, variables).then(kept).then((answer) => {
    if (answer && one.snapshot.at === undefined) show(one, answer)
  })
  return one
}

function show(one: Live, news: Partial<Snapshot>) {
  const same = news.data !== undefined && JSON.stringify(news.data) === JSON.stringify(one.snapshot.data)
  one.snapshot = { ...one.snapshot, ...news, ...(same && { data: one.snapshot.data }) }
  one.listeners.forEach((listener) => listener(one.snapshot))
}

const refresh = (one: Live): Promise<void> => (one.flight ??= fetchAnswer(one).finally(() => (one.flight = undefined)))

async function fetchAnswer(one: Live): Promise<void> {
  clearTimeout(one.timer)
  if (!one.snapshot.asking) show(one, { asking: true })
  const name = await keptUnder(prepared(one.operation).text, one.variables)
  try {
    do {
      one.again = false
      const data = await ask(one.operation, one.variables)
      const at = Date.now()
      show(one, { data, at, error: undefined })
      await keepAnswer(name, { data, at })
    } while (one.again)
    show(one, { asking: false })
  } catch (error) {
    show(one, { error: error as Error, asking: false })
    // Without signal at all, being online again asks.
    if (error instanceof Unreachable && error.status && one.listeners.size) one.timer = setTimeout(() => refresh(one), error.retryAfter ?? aWhile)
  }
}

/** Asks again for everything on the screen that may show one of these types; without types, for everything. */
export function askAgain(types?: string[]) {
  for (const one of live.values()) {
    if (types && !prepared(one.operation).types.some((type) => types.includes(type))) continue
    one.again = true
    void refresh(one)
  }
}

hear((news) => {
  if (news.about === 'stale') askAgain(news.types)
  if (news.about !== 'entities') return
  const newer = new Map(news.entities)
  for (const one of live.values()) {
    const data = merge(one.snapshot.data, newer)
    if (data !== one.snapshot.data) show(one, { data })
  }
})
