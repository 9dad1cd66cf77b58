import { afterEach, beforeEach, describe, expect, test } from 'vitest'

let router: typeof import('./router.svelte')
let stop: () => void

beforeEach(async () => {
  history.replaceState(null, '', '/requests?state=open')
  router = await import('./router.svelte')
  stop = router.startRouter()
  document.body.innerHTML = ''
})

afterEach(() => stop())

/** Presses a link and says whether Lianxin took it over. */
function press(attributes: Record<string, string>, event: MouseEventInit = {}): boolean {
  const link = document.createElement('a')
  for (const [name, value] of Object.entries(attributes)) link.setAttribute(name, value)
  document.body.append(link)
  return !link.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true, ...event }))
}

test('it knows where it is', () => {
  expect([router.here.path, router.here.query.get('state'), router.here.address]).toEqual(['/requests', 'open', '/requests?state=open'])
})

test('going somewhere leaves a step to come back to, replacing leaves none', () => {
  const steps = history.length
  router.go('/me?tab=push')
  expect([router.here.address, history.length]).toEqual(['/me?tab=push', steps + 1])
  router.go('/today', { replace: true })
  expect([router.here.address, history.length]).toEqual(['/today', steps + 1])
})

test('nobody is led to a foreign page', () => {
  expect(() => router.go('https://elsewhere.example/')).toThrow()
  expect(() => router.go('//elsewhere.example/')).toThrow()
  expect(router.here.path).toBe('/requests')
})

describe('a link', () => {
  test('to one of our pages opens without loading everything anew', () => {
    expect(press({ href: '/requests/r1' })).toBe(true)
    expect(router.here.path).toBe('/requests/r1')
  })

  test.each([
    ['elsewhere', { href: 'https://elsewhere.example/' }, {}],
    ['to a file of the server', { href: '/photos/p1' }, {}],
    ['to something to keep', { href: '/my-data.json', download: '' }, {}],
    ['to a new window', { href: '/me', target: '_blank' }, {}],
    ['pressed with Ctrl', { href: '/me' }, { ctrlKey: true }],
    ['to call somebody', { href: 'tel:110' }, {}],
  ])('%s is left to the browser', (_, attributes, event) => {
    addEventListener('click', (click) => click.preventDefault(), { once: true })
    press(attributes, event)
    expect(router.here.path).toBe('/requests')
  })
})
