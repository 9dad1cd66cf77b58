/** The time of day for everything on the screen that grows old, told twice a minute. */
let now = $state(Date.now())

setInterval(() => (now = Date.now()), 30_000)
document.addEventListener('visibilitychange', () => (now = Date.now()))

export const clock = {
  get now(): number {
    return now
  },
}
