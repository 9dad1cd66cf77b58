/** A phone that lost what it kept but still has its session is known again without signing in. */
import { Me } from '../access/documents'
import { ask } from '../graph/ask'
import { signInBy } from '../graph/person'
import { session } from '../graph/session.svelte'

export async function recognise(): Promise<void> {
  if (session.person || !session.online) return
  await signInBy(async () => (await ask(Me, {})).me?.id).catch(() => undefined)
}
