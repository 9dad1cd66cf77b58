/** What of a rota is not as it was when somebody looked at it. */
import type { Plan, PlanShift } from './documents'

export interface Differences {
  /** The shifts that others stand now, and who it was before. */
  were: Map<PlanShift, readonly { name: string }[]>
  /** Those that are not in it any more. */
  gone: PlanShift[]
}

const whenOf = ({ startsAt, endsAt, kind }: PlanShift) => `${startsAt} ${endsAt} ${kind}`
const whoOf = ({ people, open }: PlanShift) => JSON.stringify([people.map(({ id }) => id).sort(), open])

export function differences(before: Plan, now: Plan): Differences {
  const left = new Map<string, PlanShift[]>()
  for (const shift of before.shifts) left.set(whenOf(shift), [...(left.get(whenOf(shift)) ?? []), shift])
  const were: Differences['were'] = new Map()
  for (const shift of now.shifts) {
    const was = left.get(whenOf(shift))?.shift()
    if (!was || whoOf(was) !== whoOf(shift)) were.set(shift, was?.people ?? [])
  }
  return { were, gone: [...left.values()].flat() }
}
