/** Doing something about a need or a shift, so that a full phone and an earlier refusal are dealt with in one place. */
import type { Operation } from './operation'
import { pending } from './sending.svelte'
import { NotKept, submit, type Extras, type Submitted } from './submit'

export function useDeeds() {
  let full = $state(false)

  return {
    /** The phone had no room to keep the last one. */
    get full() {
      return full
    },
    /** Keeps it on the phone and sends it; gives nothing when there was no room. An earlier refusal about the same is off the screen. */
    async submit<Result, Variables extends { key: string }>(
      operation: Operation<Result, Variables>,
      subject: string,
      variables: Omit<Variables, 'key'>,
      extras: Extras,
    ): Promise<Submitted<Result> | undefined> {
      const before = pending.for(subject)
      try {
        const submitted = await submit(operation, subject, variables, extras)
        full = false
        if (before?.state === 'refused') await pending.dismiss(before.key)
        return submitted
      } catch (error) {
        if (!(error instanceof NotKept)) throw error
        full = true
        return undefined
      }
    },
  }
}
