/** Asks the server now; for reading, and for the few writes that make no sense later, such as signing in. */
import { learn } from './answers'
import { fact, remember } from './database'
import { tell } from './news'
import { isMutation, prepared, type Operation } from './operation'
import { Failed, SignedOut, post } from './request'

export { Failed, SignedOut, Unreachable } from './request'

/** Throws `Unreachable`, `SignedOut` or `Failed`; a refusal is an answer and is returned like any other. */
export async function ask<Result, Variables>(operation: Operation<Result, Variables>, variables: Variables): Promise<Result> {
  const { text, types } = prepared(operation)
  try {
    const answer = await post<Result>(text, variables as object)
    if (isMutation(text)) await learn(answer, types)
    return answer
  } catch (error) {
    if (error instanceof SignedOut) await endSession()
    if (error instanceof Failed && error.code === 'BAD_DOCUMENT') await lookForNewVersion()
    throw error
  }
}

/** The server was updated and no longer knows this version's questions. */
async function lookForNewVersion() {
  const registration = await navigator.serviceWorker?.getRegistration().catch(() => undefined)
  await registration?.update().catch(() => undefined)
}

/** What waits in the outbox is kept for when the same person signs in again. */
export async function endSession() {
  if (!(await fact('person')) || (await fact('signedOut'))) return
  await remember('signedOut', true)
  tell({ about: 'session' })
}
