/** What a form sends, and which of its fields the server cannot take. */
import { Deed } from './deed.svelte'

export class Said extends Deed {
  #field = $state('')

  override refused<Answer extends object>(answer: Answer): answer is Extract<Answer, { message: string }> {
    this.#field = 'field' in answer ? String(answer.field) : ''
    return super.refused(answer)
  }

  /** Why this field cannot stay as it is, in the server's words. */
  at(...fields: string[]): string | undefined {
    return this.refusal && fields.includes(this.#field) ? this.refusal : undefined
  }
}
