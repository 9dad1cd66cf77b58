/** The grids that somebody answers for by one of these posts, each once. */
interface Held {
  role: string
  grid: { id: string; name: string }
}

export function groundsOf(posts: readonly Held[], roles: readonly string[]): Held['grid'][] {
  const held = posts.filter(({ role }) => roles.includes(role)).map(({ grid }) => grid)
  return [...new Map(held.map((grid) => [grid.id, grid])).values()]
}
