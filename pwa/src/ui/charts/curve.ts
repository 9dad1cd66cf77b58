/** Where the points of a curve lie in a square of 100 by 100, time to the right and the share of all upwards. */
export interface Point {
  /** Since the beginning. */
  seconds: number
  reached: number
}

export interface Mark {
  /** 50, 90, 100. */
  percent: number
  /** Since the beginning; null when that many were not reached. */
  seconds: number | null
}

const two = (n: number) => Math.round(n * 100) / 100

/** Steps and not slopes: whoever is reached is reached at one moment. It goes on as it stands up to `until`. */
export function curve(points: Point[], of: number, until: number): string {
  const across = (seconds: number) => two(until ? (seconds / until) * 100 : 0)
  const up = (reached: number) => two(100 - (of ? (reached / of) * 100 : 0))
  const steps = points.map(({ seconds, reached }) => `H${across(seconds)}V${up(reached)}`)
  return `M0 100${steps.join('')}H100`
}

/** The same, with what lies below it. */
export const area = (points: Point[], of: number, until: number) => `${curve(points, of, until)}V100Z`

/** How long the curve is shown: to its last point, and a minute at the least. */
export const until = (points: Point[]) => Math.max(60, points[points.length - 1]?.seconds ?? 0)
