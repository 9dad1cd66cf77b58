/** Long lists, page by page: `const list = usePages(SupplyRequests, () => ({ first: 30 }), (data) => data.supplyRequests)`. */
import { untrack } from 'svelte'
import { watch, type Snapshot, type Watch } from './live'
import type { Operation } from './operation'
import type { Query } from './query.svelte'

export interface Connection<Node> {
  nodes: Node[]
  pageInfo: { hasNextPage: boolean; endCursor?: string | null }
}

export interface Pages<Result, Node> extends Query<Result> {
  readonly nodes: Node[]
  readonly hasMore: boolean
  more: () => void
}

export function usePages<Result, Variables extends { after?: string | null }, Node>(
  operation: Operation<Result, Variables>,
  variables: () => Omit<Variables, 'after'> | undefined,
  connection: (data: Result) => Connection<Node>,
): Pages<Result, Node> {
  let snapshots = $state.raw<Snapshot<Result>[]>([{ asking: true }])
  let watches: Watch[] = []
  // By value: what is read anew and stays the same asks nothing anew.
  const wanted = $derived(JSON.stringify(variables()))

  const add = (after?: string | null) => {
    const index = watches.length
    const asked = { ...variables(), ...(after && { after }) }
    watches.push(
      watch(operation as Operation<Result, never>, asked, (news) => {
        // The old rows stand until the new ones come.
        const shown = news.at === undefined && news.asking ? { ...snapshots[index], asking: true } : news
        snapshots = Object.assign([...snapshots], { [index]: shown })
      }),
    )
  }

  $effect.pre(() => {
    if (!wanted) return
    untrack(() => {
      snapshots = [{ ...snapshots[0]!, asking: true }]
      add()
    })
    return () => {
      watches.forEach((one) => one.stop())
      watches = []
    }
  })

  const loaded = $derived(snapshots.flatMap(({ data }) => (data ? [connection(data)] : [])))
  const nodes = $derived(loaded.flatMap((page) => page.nodes))
  const last = $derived(loaded[loaded.length - 1]?.pageInfo)

  return {
    get data() {
      return snapshots[0]!.data
    },
    get at() {
      return snapshots[0]!.at
    },
    get error() {
      return snapshots.find(({ error }) => error)?.error
    },
    get asking() {
      return snapshots.some(({ asking }) => asking)
    },
    get nodes() {
      return nodes
    },
    get hasMore() {
      return !!last?.hasNextPage
    },
    more() {
      if (last?.hasNextPage && loaded.length === snapshots.length) add(last.endCursor)
    },
    refresh: async () => {
      await Promise.all(watches.map((one) => one.refresh()))
    },
  }
}
