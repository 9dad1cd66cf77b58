/** Who uses this phone: everything kept on it belongs to that person. */
import { fact, remember, transact } from './database'
import { tell } from './news'
import { isMutation, prepared, type Operation } from './operation'
import { Unreachable, post } from './request'
import { inTurn } from './turn'

/**
 * Signs in: `work` asks the server and answers the id of the person, or nothing if it was refused.
 * No write is sent meanwhile, so that none goes out under another person's session.
 */
export async function signInBy(work: () => Promise<string | undefined>): Promise<void> {
  await inTurn(async () => {
    const person = await work()
    if (!person) return
    await remember('person', person)
    await remember('signedOut', undefined)
    await remember('owedSignOut', undefined)
  })
  tell({ about: 'session' })
}

/** Signs out and wipes the phone, without signal too: the server is then told when there is some. */
export async function signOutBy(operation: Operation<unknown, Record<string, never>>): Promise<void> {
  const { text } = prepared(operation)
  if (!isMutation(text)) throw new Error('Signing out is a mutation.')
  await inTurn(async () => {
    const reached = await post(text, {}).then(() => true, (error) => !(error instanceof Unreachable))
    await wipe()
    if (!reached) await remember('owedSignOut', text)
  })
  tell({ about: 'outbox' })
  tell({ about: 'session' })
}

/** Forgets everything about the person: answers, waiting writes, who it was. */
export async function wipe(): Promise<void> {
  await transact(['answers', 'outbox', 'facts'], 'readwrite', (store) => {
    for (const name of ['answers', 'outbox'] as const) store(name).clear()
    for (const name of ['person', 'signedOut', 'owedSignOut', 'draft', 'notices'] as const) store('facts').delete(name)
  })
}

/** Tells the server of a sign-out that it does not know of yet; gives false while it cannot be told. */
export async function payOwedSignOut(): Promise<boolean> {
  const text = await fact('owedSignOut')
  if (!text) return true
  const reached = await post(text, {}).then(() => true, (error) => !(error instanceof Unreachable))
  if (reached) await remember('owedSignOut', undefined)
  return reached
}
