/** Things as the server last told them, known by (`__typename`, `id`). */
type Thing = { __typename?: string; id?: string }

const nameOf = ({ __typename, id }: Thing) => (__typename && id ? `${__typename}:${id}` : undefined)

/** Everything with a `__typename` and an `id` inside an answer. */
export function things(value: unknown, found = new Map<string, object>()): Map<string, object> {
  if (Array.isArray(value)) value.forEach((one) => things(one, found))
  else if (value && typeof value === 'object') {
    const name = nameOf(value)
    if (name) found.set(name, { ...found.get(name), ...value })
    Object.values(value).forEach((one) => things(one, found))
  }
  return found
}

/** The same answer with newer things laid over it; unchanged parts stay the same objects. */
export function merge<T>(value: T, newer: Map<string, object>): T {
  if (!value || typeof value !== 'object') return value
  const found = Array.isArray(value) ? undefined : newer.get(nameOf(value) ?? '')
  let merged = value as Record<string, unknown>
  for (const [field, old] of Object.entries(value)) {
    const now = merge(old, newer)
    if (now !== old) merged = set(merged, value, field, now)
  }
  for (const [field, now] of Object.entries(found ?? {})) {
    if (JSON.stringify(merged[field]) !== JSON.stringify(now)) merged = set(merged, value, field, combine(merged[field], now))
  }
  return merged as T
}

function set(merged: Record<string, unknown>, original: unknown, field: string, value: unknown) {
  const copy = merged === original ? ((Array.isArray(merged) ? [...merged] : { ...merged }) as Record<string, unknown>) : merged
  copy[field] = value
  return copy
}

/** A mutation may ask for less of a nested thing than a screen shows: the rest of it stays. */
function combine(old: unknown, now: unknown): unknown {
  const same = old && now && typeof old === 'object' && typeof now === 'object' && !Array.isArray(now) && nameOf(old) === nameOf(now)
  return same ? { ...old, ...now } : now
}
