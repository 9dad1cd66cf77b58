/** The time of day for everything on the screen that grows old, told once a half minute. */
import { createSubscriber } from 'svelte/reactivity'

const subscribe = createSubscriber((update) => {
  const timer = setInterval(update, 30_000)
  return () => clearInterval(timer)
})

export const clock = {
  get now(): number {
    subscribe()
    return Date.now()
  },
}
