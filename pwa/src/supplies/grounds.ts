/** Which ground is somebody's own, and how places on it are said. */
import { Failed } from '../graph/ask'

interface Held {
  role: string
  grid: { id: string; name: string }
}

/** The grids that somebody answers for by one of these posts, each once. */
export function groundsOf(posts: readonly Held[], roles: readonly string[]): Held['grid'][] {
  const held = posts.filter(({ role }) => roles.includes(role)).map(({ grid }) => grid)
  return [...new Map(held.map((grid) => [grid.id, grid])).values()]
}

/** A place as one says it on one's own ground, whose name is known there; at least the last part of it stays. */
export function belowOwn(label: string, own: readonly string[]): string {
  const parts = label.split(' / ')
  const known = parts.findIndex((name) => own.includes(name))
  return parts.slice(Math.min(known + 1, parts.length - 1)).join(' / ')
}

/** Whether something could not be read because the ground is somebody else's. */
export const isForeign = (error: Error | undefined): boolean => error instanceof Failed && ['NotFound', 'FORBIDDEN'].includes(error.code)
