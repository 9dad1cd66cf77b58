/** Something that is done now and seen done, and that must not be done twice where an answer was lost. */
import { ask } from './ask'
import { Attempt } from './attempt.svelte'
import { newKey } from './key'
import type { Operation } from './operation'

export class Deed extends Attempt {
  #said = ''
  #key = ''

  /** Gives what was done, or nothing. What is said again unchanged has the same key: a lost answer does it once. */
  async do<Done extends object, Variables extends { key: string }>(
    operation: Operation<{ done: Done }, Variables>,
    variables: Omit<Variables, 'key'>,
  ): Promise<Exclude<Done, { message: string }> | undefined> {
    let answered: Exclude<Done, { message: string }> | undefined
    await this.go(async () => {
      const said = JSON.stringify(variables)
      if (said !== this.#said) [this.#said, this.#key] = [said, newKey()]
      const { done } = await ask(operation, { ...variables, key: this.#key } as Variables)
      this.#said = ''
      if (!this.refused(done)) answered = done as Exclude<Done, { message: string }>
    })
    return answered
  }
}
