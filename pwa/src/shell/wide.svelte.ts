/** Whether a list fits beside its detail. */
const query = matchMedia('(min-width: 900px)')
let now = $state(query.matches)

query.addEventListener('change', () => (now = query.matches))

export const wide = {
  get now(): boolean {
    return now
  },
}
