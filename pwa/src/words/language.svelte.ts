/** The language the phone speaks, and the sentences of every slice in it. */
import { remember } from '../graph/database'

/** Names of the languages, each in itself. */
export const languages = { 'zh-Hans': '简体', 'zh-Hant': '繁體', en: 'English' } as const
export type Language = keyof typeof languages

type Others<Words> = Record<Exclude<Language, 'zh-Hans'>, () => Promise<{ default: Words }>>

const at = 'lianxin-language'
let chosen = $state<Language>(stored())
const collections: (() => Promise<void>)[] = []
let loading: Promise<unknown> = Promise.resolve()

export const language = {
  get now() {
    return chosen
  },
}

/**
 * Sentences of one slice. Simplified Chinese comes with the slice's code; the other languages are loaded when they are chosen.
 * The object always answers in the language of the moment, so templates follow a change.
 */
export function inEveryLanguage<Words extends object>(simplified: Words, others: Others<Words>): Words {
  let words = $state.raw<Words>(simplified)
  const load = async () => {
    const now = chosen
    const loaded = now === 'zh-Hans' ? simplified : (await others[now]()).default
    if (now === chosen) words = loaded
  }
  collections.push(load)
  if (chosen !== 'zh-Hans') loading = Promise.all([loading, load()])
  return new Proxy(simplified, { get: (_, sentence) => Reflect.get(words, sentence) as unknown })
}

/** Waits for the sentences of what was just loaded, so that no page shows two languages. */
export const wordsAreHere = () => loading.catch(() => undefined)

async function take(wanted: Language): Promise<void> {
  // What is asked because of the change is to be answered in the new language already.
  await remember('language', wanted).catch(() => undefined)
  chosen = wanted
  await Promise.all(collections.map((load) => load()))
}

/** Speaks another language from now on; without signal it may have to stay with the old one. */
export async function speak(wanted: Language): Promise<void> {
  const before = chosen
  try {
    await take(wanted)
  } catch (error) {
    await take(before)
    throw error
  }
  document.documentElement.lang = wanted
  localStorage.setItem(at, wanted)
}

/** The language chosen before, else the browser's, else Simplified Chinese. */
function stored(): Language {
  const kept = localStorage.getItem(at)
  if (kept && kept in languages) return kept as Language
  const [first = ''] = navigator.languages ?? []
  if (/^zh-(Hant|TW|HK|MO)/i.test(first)) return 'zh-Hant'
  return /^zh/i.test(first) || !first ? 'zh-Hans' : 'en'
}
