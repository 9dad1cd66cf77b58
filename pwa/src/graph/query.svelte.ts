/** Queries in a component: `const requests = useQuery(SupplyRequests, () => ({ grid }))`. */
import { untrack } from 'svelte'
import { watch, type Snapshot, type Watch } from './live'
import type { Operation } from './operation'

export interface Query<Result> {
  readonly data: Result | undefined
  /** When the server said so, in milliseconds; undefined until there is an answer. */
  readonly at: number | undefined
  readonly error: Error | undefined
  readonly asking: boolean
  refresh: () => Promise<void>
}

/**
 * Shows the kept answer at once and asks the server. Variables are a function, so that the query follows them;
 * `undefined` means not to ask yet. While new variables are being asked, `data` is still the old answer.
 */
export function useQuery<Result, Variables>(
  operation: Operation<Result, Variables>,
  ...[variables]: Record<string, never> extends Variables ? [variables?: () => Variables | undefined] : [variables: () => Variables | undefined]
): Query<Result> {
  let snapshot = $state.raw<Snapshot<Result>>({ asking: true })
  let watching: Watch | undefined
  // By value: what is read anew and stays the same asks nothing anew.
  const wanted = $derived(JSON.stringify(variables ? variables() : {}))

  $effect.pre(() => {
    if (!wanted) return
    const now = JSON.parse(wanted)
    watching = untrack(() =>
      watch(operation as Operation<Result, never>, now, (news) => {
        snapshot = news.at === undefined && news.asking ? { ...snapshot, asking: true } : news
      }),
    )
    return watching.stop
  })

  return {
    get data() {
      return snapshot.data
    },
    get at() {
      return snapshot.at
    },
    get error() {
      return snapshot.error
    },
    get asking() {
      return snapshot.asking
    },
    refresh: () => watching?.refresh() ?? Promise.resolve(),
  }
}
