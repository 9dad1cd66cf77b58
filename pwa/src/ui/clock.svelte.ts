/** The time of day; what reads it is drawn anew twice a minute, so that nothing on the screen stays "just now". */
let ticks = $state(0)

setInterval(() => ticks++, 30_000)
document.addEventListener('visibilitychange', () => ticks++)

export const clock = {
  get now(): number {
    void ticks
    return Date.now()
  },
}
