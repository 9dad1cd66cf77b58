/** Whether a list fits beside its detail. */
import { createSubscriber } from 'svelte/reactivity'

const query = matchMedia('(min-width: 900px)')
const subscribe = createSubscriber((update) => {
  query.addEventListener('change', update)
  return () => query.removeEventListener('change', update)
})

export const wide = {
  get now(): boolean {
    subscribe()
    return query.matches
  },
}
