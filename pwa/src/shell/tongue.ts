/** Who chooses a language on their phone gets their messages in it too, as soon as there is signal to say so. */
import { ask } from '../graph/ask'
import { language } from '../words/language.svelte'

const owed = 'lianxin-language-owed'

/** Notes that this person chose the language of this phone, and tells the server. */
export function chooseFor(person: string): Promise<void> {
  localStorage.setItem(owed, person)
  return tellLanguage(person)
}

/** Tells the server what it was not told yet. */
export async function tellLanguage(person: string): Promise<void> {
  if (localStorage.getItem(owed) !== person) return
  const said = language.now
  // Few phones ever need it, so it does not hold up the first page.
  const { UpdateMe } = await import('../access/account/documents')
  await ask(UpdateMe, { language: said.replace('-', '_').toUpperCase() as 'EN' })
  if (said === language.now) localStorage.removeItem(owed)
}
