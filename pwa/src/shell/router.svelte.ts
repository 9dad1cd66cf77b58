/** Where we are, and how to get elsewhere. */
let path = $state(location.pathname)
let search = $state(location.search)

export const here = {
  get path() {
    return path
  },
  get query() {
    return new URLSearchParams(search)
  },
  /** Path and query, to come back to. */
  get address() {
    return path + search
  },
}

/** Where each page of the history was scrolled to, and whether the page now shown was come back to. */
let returningTo: number | undefined

export const scrolledTo = () => returningTo

/** Opens another page of Lianxin. `replace` leaves no step to come back to. */
export function go(address: string, { replace = false } = {}) {
  const to = new URL(address, location.origin)
  if (to.origin !== location.origin) throw new Error(`${address} is not a page of Lianxin.`)
  rememberScroll()
  history[replace ? 'replaceState' : 'pushState']({}, '', to.pathname + to.search)
  arrive()
}

const rememberScroll = () => history.replaceState({ ...history.state, scroll: window.scrollY }, '')

function arrive(scroll?: number) {
  returningTo = scroll
  path = location.pathname
  search = location.search
}

/** Links of our own pages open without loading everything anew. */
function follow(event: MouseEvent) {
  const link = (event.target as Element | null)?.closest?.('a')
  if (!link || event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
  if (link.origin !== location.origin || link.target || link.hasAttribute('download') || !isPage(link.pathname)) return
  event.preventDefault()
  if (link.hash && link.pathname === location.pathname) document.getElementById(link.hash.slice(1))?.focus()
  else go(link.pathname + link.search)
}

/** The server answers these itself. */
const isPage = (pathname: string) => !/^\/(graphql|photos|my-data|calendar|health|qr)\b/.test(pathname) && !/\.\w+$/.test(pathname)

/** Starts following links and the way back; gives what ends it. */
export function startRouter(): () => void {
  history.scrollRestoration = 'manual'
  addEventListener('popstate', comeBack)
  addEventListener('pagehide', rememberScroll)
  document.addEventListener('click', follow)
  navigator.serviceWorker?.addEventListener('message', openPushed)
  return () => {
    removeEventListener('popstate', comeBack)
    removeEventListener('pagehide', rememberScroll)
    document.removeEventListener('click', follow)
    navigator.serviceWorker?.removeEventListener('message', openPushed)
  }
}

const comeBack = ({ state }: PopStateEvent) => arrive((state as { scroll?: number } | null)?.scroll ?? 0)

/** A notification was pressed while Lianxin was open. */
function openPushed({ data }: MessageEvent) {
  const { open } = data as { open?: string }
  if (open) go(open)
}
