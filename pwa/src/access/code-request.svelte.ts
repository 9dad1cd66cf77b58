/** A code that is sent to a number: asked for, not again for a minute, and then typed. */
import { ask } from '../graph/ask'
import { Attempt } from '../graph/attempt.svelte'
import { countdown } from './countdown.svelte'
import { RequestSignInCode } from './documents'

const waitBetween = 60

export class CodeRequest extends Attempt {
  phone = $state('')
  code = $state('')
  /** What the server said when it sent one; the demo sends none and says the code instead. */
  sent = $state.raw<{ demoCode: string | null }>()
  again = countdown()

  request() {
    return this.go(async () => {
      const { requestSignInCode: answer } = await ask(RequestSignInCode, { phone: this.phone })
      if ('seconds' in answer) this.again.start(answer.seconds)
      if (this.refused(answer)) return
      this.again.start(waitBetween)
      this.sent = answer
      this.code = ''
    })
  }

  /** Back to the number; what was typed and said about its code is gone. */
  otherNumber() {
    this.sent = undefined
    this.code = ''
    this.forget()
  }
}
