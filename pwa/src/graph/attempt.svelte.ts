/** Something that only the server can do, tried now: whether it is under way, why it was refused, what went wrong. */
export class Attempt {
  busy = $state(false)
  /** Why not, in the server's words; stands beside what was asked for. */
  refusal = $state<string>()
  problem = $state.raw<Error>()

  /** Does it, unless it is under way already: a second press is not a second try. */
  async go(work: () => Promise<unknown>): Promise<void> {
    if (this.busy) return
    this.busy = true
    this.forget()
    try {
      await work()
    } catch (error) {
      this.problem = error as Error
    } finally {
      this.busy = false
    }
  }

  /** Whether the server refused; its reason is kept to be shown. */
  refused<Answer extends object>(answer: Answer): answer is Extract<Answer, { message: string }> {
    this.refusal = 'message' in answer ? String(answer.message) : undefined
    return 'message' in answer
  }

  /** Clears what was said about the last try. */
  forget() {
    this.refusal = this.problem = undefined
  }
}
