/** How long something took, in at most two parts: 45 秒, 3 分钟 20 秒, 2 小时 5 分钟, 1 天 3 小时. */
import { words } from '../../words/charts'

const parts: [length: number, say: (n: number) => string][] = [
  [86_400, (n) => words.days(n)],
  [3600, (n) => words.hours(n)],
  [60, (n) => words.minutes(n)],
  [1, (n) => words.seconds(n)],
]

export function span(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds))
  const first = Math.max(0, parts.findIndex(([length]) => whole >= length))
  if (!whole) return words.seconds(0)
  const [length, say] = parts[first]!
  const rest = parts[first + 1]
  const left = rest ? Math.floor((whole % length) / rest[0]) : 0
  return [say(Math.floor(whole / length)), left && rest ? rest[1](left) : ''].filter(Boolean).join(' ')
}
