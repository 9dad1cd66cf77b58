/** Something a leader does now and sees done: refused, it says why where it was asked for. */
import { ask } from '../graph/ask'
import { newKey } from '../graph/key'
import type { Operation } from '../graph/operation'

export class Deed {
  busy = $state(false)
  refusal = $state('')
  error = $state.raw<Error>()
  #sent = ''
  #key = ''

  /** Answers whether it was done. What is said again unchanged has the same key: a lost answer does it once. */
  async go<Variables extends { key: string }>(
    operation: Operation<{ done: object }, Variables>,
    variables: Omit<Variables, 'key'>,
  ): Promise<boolean> {
    const said = JSON.stringify(variables)
    if (said !== this.#sent) [this.#sent, this.#key] = [said, newKey()]
    this.busy = true
    this.forget()
    try {
      const { done } = await ask(operation, { ...variables, key: this.#key } as Variables)
      this.#sent = ''
      if ('message' in done) this.refusal = String(done.message)
      return !this.refusal
    } catch (failure) {
      this.error = failure as Error
      return false
    } finally {
      this.busy = false
    }
  }

  /** Clears what was said about the last try. */
  forget() {
    this.refusal = ''
    this.error = undefined
  }
}
