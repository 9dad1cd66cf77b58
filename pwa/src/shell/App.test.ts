import { screen, waitFor } from '@testing-library/svelte'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { done, json, server } from '../graph/testing/server'
import { match, type Route } from './route'

const page = () => import('./testing/Place.svelte')
const open: Route[] = [{ path: '/sign-in', page }]
const signedIn: Route[] = [
  { path: '/today', page },
  { path: '/notices', page },
  { path: '/requests', page },
  { path: '/requests/:id', page },
  { path: '/me', page },
  { path: '/broken', page: () => Promise.reject(new Error('This page was not kept.')) },
]

const me = (person: string | null) => done({ me: person && { __typename: 'Me', id: person, posts: [] }, myVolunteering: null, myHousehold: {}, notices: { nodes: [], pageInfo: { hasNextPage: false } } })

beforeEach(() => {
  vi.doMock('./routes', () => {
    let known = open
    const everyRoute = async () => void (known = [...open, ...signedIn])
    return { isOpen: (path: string) => !!match(open, path), everyRoute, find: (path: string) => match(known, path) }
  })
  vi.doMock('../graph/hints', () => ({ startHints: () => ({ check: () => undefined }) }))
  vi.spyOn(console, 'error').mockReturnValue(undefined)
})

/** Closes the page that is open. */
let close: () => void

afterEach(() => {
  close()
  vi.restoreAllMocks()
})

/** Opens Lianxin at an address on the phone of somebody, or of nobody. */
async function arrive(address: string, person?: string) {
  history.replaceState(null, '', address)
  const { remember } = await import('../graph/database')
  if (person) await remember('person', person)
  const { startSession } = await import('../graph/session.svelte')
  const { startRouter, go } = await import('./router.svelte')
  const { mount, unmount } = await import('svelte')
  const stopRouter = startRouter()
  await startSession()
  const app = mount((await import('./App.svelte')).default, { target: document.body })
  close = () => {
    stopRouter()
    void unmount(app)
  }
  return { go, ...(await import('../graph/person')) }
}

const title = (name: string) => screen.findByRole('heading', { name: `页面 ${name}` })
const here = () => location.pathname + location.search

describe('who is not signed in', () => {
  test('is asked to, and comes to where they wanted to go', async () => {
    server(() => me('li'))
    const { signInBy } = await arrive('/requests/r1?from=push')
    await title('/sign-in')
    expect(here()).toBe('/sign-in?then=%2Frequests%2Fr1%3Ffrom%3Dpush')
    expect(screen.queryByRole('navigation')).toBeNull()
    await signInBy(async () => 'li')
    await title('/requests/r1')
    expect(here()).toBe('/requests/r1?from=push')
  })

  test('whose session ran out is told that nothing is lost', async () => {
    server(() => json({ errors: [{ message: '', extensions: { code: 'SIGNED_OUT' } }] }, 401))
    await arrive('/today', 'li')
    await title('/sign-in')
    expect(await screen.findByText('登录已过期，请重新登录。')).toBeTruthy()
  })

  test('may be a phone that the server has forgotten', async () => {
    server(() => me(null))
    await arrive('/today', 'li')
    await title('/sign-in')
    expect(here()).toBe('/sign-in?then=%2Ftoday')
  })
})

describe('who is signed in', () => {
  test('begins at the first of their tabs', async () => {
    server(() => me('li'))
    await arrive('/', 'li')
    await title('/today')
    expect(screen.getAllByRole('link', { current: 'page' }).map((link) => link.textContent)).toEqual(['今天'])
    expect(screen.getByRole('navigation', { name: '主要页面' }).textContent).toBe('今天公告求助我的')
  })

  test('has what is new below the tabs, which it does not move when it comes', async () => {
    server(() => me('li'))
    await arrive('/today', 'li')
    const tabs = await screen.findByRole('navigation')
    await waitFor(() => expect(tabs.nextElementSibling!.getAttribute('role')).toBe('status'))
  })

  test('goes on without signal with what was read', async () => {
    server(() => me('li'))
    await arrive('/today', 'li')
    await screen.findByRole('navigation')
    close()
    vi.resetModules()
    server(() => 'no signal')
    await arrive('/', 'li')
    await title('/today')
  })

  test('on a phone that has read nothing yet is told when there is no signal', async () => {
    server(() => 'no signal')
    await arrive('/', 'li')
    expect(await screen.findByText('手机没有信号，连上网后点“再试一次”。')).toBeTruthy()
  })

  test('hears the new page from its title on, and finds it at its top', async () => {
    server(() => me('li'))
    const { go } = await arrive('/today', 'li')
    await title('/today')
    go('/requests/r1')
    const heading = await title('/requests/r1')
    await waitFor(() => expect(document.activeElement).toBe(heading))
    expect(screen.getByText('r1')).toBeTruthy()
    expect(document.title).toBe('页面 /requests/r1 · 连心')
  })

  test('is told that the phone is full where the page does not say so, until they go on', async () => {
    server(() => me('li'))
    const { go } = await arrive('/today', 'li')
    await title('/today')
    const { NotKept } = await import('../graph/submit')
    dispatchEvent(Object.assign(new Event('unhandledrejection'), { reason: new Error('Something else.') }))
    expect(screen.queryByText(/手机存满了/)).toBeNull()
    dispatchEvent(Object.assign(new Event('unhandledrejection'), { reason: new NotKept() }))
    expect((await screen.findByText(/手机存满了，这次没有保存/)).closest('[role=alert]')).toBeTruthy()
    go('/me')
    await waitFor(() => expect(screen.queryByText(/手机存满了/)).toBeNull())
  })

  test('is told when there is no such page, or when it cannot be opened', async () => {
    server(() => me('li'))
    const { go } = await arrive('/nowhere', 'li')
    await screen.findByRole('heading', { name: '没有这个页面' })
    go('/broken')
    await screen.findByRole('heading', { name: '这个页面没有打开' })
  })
})

test('the elder view is one tap away, and remembered', async () => {
  server(() => me('li'))
  await arrive('/today', 'li')
  screen.getByRole('button', { name: '长辈版' }).click()
  expect(document.documentElement.dataset.view).toBe('elder')
  expect(localStorage.getItem('lianxin-view')).toBe('elder')
  screen.getByRole('button', { name: '长辈版' }).click()
  expect(document.documentElement.dataset.view).toBeUndefined()
})
