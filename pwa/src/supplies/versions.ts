/** What was written about a need beside what somebody else wrote meanwhile. */
import type { VariablesOf } from '../graph/operation'
import type { Pending } from '../graph/sending.svelte'
import { clock } from '../ui/clock.svelte'
import { saidTime } from '../ui/time'
import type { Version } from '../ui/version'
import { words } from '../words/supplies'
import type { ChangeSupplyDeadline, WholeNeed } from './documents'

export function timeVersions(pending: Pending | undefined): Version[] {
  const now = pending?.refusal?.now as WholeNeed | undefined
  if (!now) return []
  const { runsOutAt } = pending!.variables as VariablesOf<typeof ChangeSupplyDeadline>
  return [{ what: words.runsOut, mine: saidTime(runsOutAt, clock.now), now: saidTime(now.runsOutAt, clock.now) }]
}
