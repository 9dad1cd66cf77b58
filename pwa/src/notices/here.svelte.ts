/** Which notices were shown and read on this phone: known at once, without signal too, and for whoever lives in no household here. */
import { fact, remember, type Facts } from '../graph/database'
import { hear } from '../graph/news'
import type { Notice } from './documents'

type Known = Facts['notices']

const most = 300
const nothing: Known = { shown: [], read: [] }

let known = $state.raw(nothing)

const load = () => fact('notices').then((kept) => (known = kept ?? nothing), () => undefined)
/** Until then nobody knows what was seen here before. */
export const loaded = load()
hear((news) => news.about === 'session' && void load())

export const here = {
  hasRead: ({ id, mine }: Pick<Notice, 'id' | 'mine'>) => !!mine?.readAt || known.read.includes(id),
  hasShown: ({ id, mine }: Pick<Notice, 'id' | 'mine'>) => !!mine?.shownAt || known.shown.includes(id),
  note(what: keyof Known, id: string) {
    if (known[what].includes(id)) return
    known = { ...known, [what]: [id, ...known[what]].slice(0, most) }
  },
  /** For the next time, once the server has been told. */
  keep: () => remember('notices', known).catch(() => undefined),
}
