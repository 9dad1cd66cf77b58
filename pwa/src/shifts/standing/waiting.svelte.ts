/** What this phone did about shifts, as far as it still waits to be sent, in the order in which it was done. */
import type { Operation } from '../../graph/operation'
import { pending } from '../../graph/sending.svelte'
import { CheckIn, CheckOut, ConfirmShift, ConfirmShiftReport, JoinShift, KeepShift, LeaveShift, OfferShift, ReportShift, TakeShift } from './deeds/documents'
import type { Done } from './overlay'

const deeds: Record<Done['deed'], Operation<unknown, never>> = {
  join: JoinShift,
  leave: LeaveShift,
  offer: OfferShift,
  keep: KeepShift,
  take: TakeShift,
  confirm: ConfirmShift,
  checkIn: CheckIn,
  checkOut: CheckOut,
  report: ReportShift,
  confirmBefore: ConfirmShiftReport,
}

/** What waits to be sent about one shift. */
export function waitingFor(shift: string): Done[] {
  return (Object.keys(deeds) as Done['deed'][])
    .flatMap((deed) =>
      pending
        .of<Record<string, unknown>>(deeds[deed] as Operation<unknown, Record<string, unknown>>)
        .filter(({ subject, state }) => subject === shift && state !== 'refused')
        .map(({ at, variables }) => ({ deed, at, variables })),
    )
    .sort((a, b) => a.at - b.at)
}

/** Refused joins whose shift is no longer in the list: why must still be said. */
export function refusedJoins(shown: readonly { id: string }[]) {
  const ids = new Set(shown.map(({ id }) => id))
  return pending.of(JoinShift).filter(({ state, subject }) => state === 'refused' && !ids.has(subject))
}
