/** Tells the server, once for the household, that a notice was on the screen and that somebody read it. */
import { prepared } from '../graph/operation'
import { keep } from '../graph/outbox'
import { SignedOut, Unreachable, post } from '../graph/request'
import { send } from '../graph/sending.svelte'
import { words } from '../words/notices'
import { RecordRead, RecordShown, type Notice } from './documents'
import { here, loaded } from './here.svelte'

type Seen = Pick<Notice, 'id' | 'mine'>
/** By what it came, where that was not the app itself. */
type By = 'GROUP'

let telling: Promise<unknown> = loaded

/** One after the other, so that a list that has just come does not hold up what somebody asks for. */
export function shown(notices: Seen[], by?: By) {
  telling = telling.then(async () => {
    for (const notice of notices) {
      // What the server knows by one answer need not be told after an older one, of a list.
      if (here.hasShown(notice)) here.note('shown', notice.id)
      else await tellShown(notice.id, by).catch(() => undefined)
    }
  })
}

/** Without signal it is told when the notice is next shown with some. */
async function tellShown(notice: string, by?: By) {
  await post(prepared(RecordShown).text, { notice, by })
  here.note('shown', notice)
  await here.keep()
}

/** Whoever reads without signal has read it: that is kept, and told when there is some. */
export async function readIt(notice: Seen & { text: { headline: string } }, by?: By) {
  await loaded
  if (here.hasRead(notice)) return
  here.note('read', notice.id)
  const { text, types } = prepared(RecordRead)
  await post(text, { notice: notice.id, by }).catch(async (error) => {
    if (!(error instanceof Unreachable || error instanceof SignedOut)) return
    await keep({ subject: notice.id, what: words.hasRead(notice.text.headline), text, types, variables: { notice: notice.id, by } })
    void send()
  })
  await here.keep()
}
