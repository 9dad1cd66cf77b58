/** What a page is reached by. */
import type { Component } from 'svelte'

// Each page declares the path parameters it takes; here any of them may stand.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
type AnyPage = Component<any>

export interface Route {
  /** `/requests/:id`; the page gets `id` as a prop. */
  path: string
  page: () => Promise<{ default: AnyPage }>
  /** On a wide screen, the path of the list that stands to its left: `/stock/:grid` where the page has a `:grid` too. */
  beside?: string
}

export interface Match {
  route: Route
  parameters: Record<string, string>
}

/** The route that fits best: a fixed part of a path wins over a parameter. */
export function match(routes: Route[], path: string): Match | undefined {
  const parts = split(path)
  return routes
    .map((route) => ({ route, parameters: fit(split(route.path), parts) }))
    .filter((found): found is Match => !!found.parameters)
    .sort((a, b) => Object.keys(a.parameters).length - Object.keys(b.parameters).length)[0]
}

/** A path with its parameters in their places. */
export const filled = (path: string, parameters: Record<string, string>) => path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(parameters[name] ?? ''))

const split = (path: string) => path.split('/').filter(Boolean)

function fit(pattern: string[], parts: string[]): Record<string, string> | undefined {
  if (pattern.length !== parts.length) return undefined
  const parameters: Record<string, string> = {}
  for (const [index, expected] of pattern.entries()) {
    const part = parts[index]!
    if (expected.startsWith(':')) {
      const value = decoded(part)
      if (value === undefined) return undefined
      parameters[expected.slice(1)] = value
    } else if (expected !== part) return undefined
  }
  return parameters
}

function decoded(part: string): string | undefined {
  try {
    return decodeURIComponent(part)
  } catch {
    return undefined
  }
}
