/** One shift; without signal, as much of it as a list has said. */
import { useQuery, type Query } from '../../graph/query.svelte'
import { firstDuties, firstNear, MyDuties, NearShifts, OneShift, type KnownShift } from './documents'

export interface ReadShift extends Query<{ shift: KnownShift | null }> {
  /** Whether this is all that may be known of it. */
  readonly isWhole: boolean
}

export function useShift(id: () => string): ReadShift {
  const whole = useQuery(OneShift, () => ({ id: id() }))
  const isUnread = $derived(!!whole.error && whole.data === undefined)
  // Asked only now, when they cannot be answered either: what counts is what the phone has kept of them.
  const duties = useQuery(MyDuties, () => (isUnread ? firstDuties : undefined))
  const near = useQuery(NearShifts, () => (isUnread ? firstNear : undefined))
  const listed = $derived<KnownShift | undefined>(
    duties.data?.myShifts.nodes.find(({ shift }) => shift.id === id())?.shift ?? near.data?.shifts.nodes.find((shift) => shift.id === id()),
  )

  return {
    get data() {
      return whole.data ?? (listed && { shift: listed })
    },
    get at() {
      return whole.at ?? (listed && (duties.at ?? near.at))
    },
    get error() {
      return whole.error
    },
    get asking() {
      return whole.asking
    },
    get isWhole() {
      return !!whole.data
    },
    refresh: whole.refresh,
  }
}
