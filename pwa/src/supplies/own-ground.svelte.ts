/** The ground on which somebody works is known to them: the cards of a page say only what lies below it. */
import { getContext, setContext } from 'svelte'
import { Me } from '../access/documents'
import { useQuery } from '../graph/query.svelte'
import { MyHands } from './bringing/documents'
import { belowOwn } from './grounds'

type Shorten = (label: string) => string

const place = {}

/** For a page: from here on its cards say places in short, and so does the page with what this gives. */
export function standOnOwnGround(): Shorten {
  const me = useQuery(Me)
  const hands = useQuery(MyHands, () => (me.data?.myVolunteering?.state === 'APPROVED' ? {} : undefined))
  const own = $derived([...(me.data?.me?.posts ?? []).map(({ grid }) => grid), hands.data?.myVolunteering?.ground ?? []].flat().map(({ name }) => name))
  return setContext<Shorten>(place, (label) => belowOwn(label, own))
}

/** For a card: how to say a place. */
export const useShortPlaces = (): Shorten => getContext<Shorten | undefined>(place) ?? ((label) => label)
