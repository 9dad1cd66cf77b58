import { beforeEach, expect, test, vi } from 'vitest'
import { done, refused, server } from '../graph/testing/server'

const settings = { __typename: 'PushSettings', id: 'settings', devices: [] }

/** A browser's push manager, with the one subscription that it may have. */
class Manager {
  subscription?: ReturnType<typeof subscription>
  failures = 0
  subscribe = vi.fn(async (_options: object) => {
    if (this.failures-- > 0) throw new DOMException('no', 'AbortError')
    return (this.subscription = subscription('https://push.example/new'))
  })
  getSubscription = async () => this.subscription
}

function subscription(endpoint: string) {
  return { endpoint, toJSON: () => ({ endpoint, keys: { p256dh: 'point', auth: 'secret' } }), unsubscribe: vi.fn(async () => true) }
}

let manager: Manager

beforeEach(() => {
  manager = new Manager()
  const registration = { pushManager: manager }
  vi.stubGlobal('Notification', { permission: 'granted', requestPermission: async () => 'granted' })
  vi.stubGlobal('navigator', { ...navigator, onLine: true, serviceWorker: { getRegistration: async () => registration, ready: Promise.resolve(registration) } })
  localStorage.removeItem('lianxin-push')
})

async function signedIn(person: string) {
  const { remember } = await import('../graph/database')
  await remember('person', person)
  return import('./subscription')
}

test('turning on asks the push service with the key of this place, and tells the server', async () => {
  const { asked } = server(() => done({ subscribePush: settings }))
  const { turnOn } = await signedIn('me')

  expect(await turnOn('AQID')).toEqual(settings)

  expect(manager.subscribe).toHaveBeenCalledWith({ userVisibleOnly: true, applicationServerKey: new Uint8Array([1, 2, 3]) })
  expect(asked.map(({ variables }) => variables)).toEqual([{ input: { endpoint: 'https://push.example/new', p256dh: 'point', auth: 'secret' } }])
})

test('a subscription of a server that was set up anew gives way', async () => {
  server(() => done({ subscribePush: settings }))
  const old = (manager.subscription = subscription('https://push.example/old'))
  manager.failures = 1
  const { turnOn } = await signedIn('me')

  await turnOn('AQID')

  expect(old.unsubscribe).toHaveBeenCalledTimes(1)
  expect(manager.subscription.endpoint).toBe('https://push.example/new')
})

test('a push service that cannot be reached is called so, and the server hears nothing', async () => {
  const { asked } = server(() => done({}))
  manager.failures = 2
  const { turnOn } = await signedIn('me')

  await expect(turnOn('AQID')).rejects.toMatchObject({ why: 'unreachable' })
  expect(asked).toEqual([])
})

test.each([
  ['denied', 'denied'],
  ['default', 'dismissed'],
])('who answers %s is not asked again by us', async (permission, why) => {
  vi.stubGlobal('Notification', { permission, requestPermission: async () => permission })
  const { turnOn } = await signedIn('me')

  await expect(turnOn('AQID')).rejects.toMatchObject({ why })
  expect(manager.subscribe).not.toHaveBeenCalled()
})

test('a new address is told to the server when the page is opened, and only once', async () => {
  const { asked } = server(() => done({ subscribePush: settings }))
  const { keepTelling, turnOn } = await signedIn('me')
  await turnOn('AQID')
  manager.subscription = subscription('https://push.example/changed')

  await keepTelling()
  await keepTelling()

  expect(asked.slice(1).map(({ variables }) => variables)).toEqual([{ input: { endpoint: 'https://push.example/changed', p256dh: 'point', auth: 'secret' } }])
})

test('the next person on this phone is not subscribed unasked', async () => {
  const { asked } = server(() => done({ subscribePush: settings }))
  const { keepTelling, turnOn } = await signedIn('me')
  await turnOn('AQID')
  manager.subscription = subscription('https://push.example/changed')
  await signedIn('somebody else')

  await keepTelling()

  expect(asked).toHaveLength(1)
})

test('turning off tells the server and the browser, and is not undone later', async () => {
  const { asked, then } = server(() => done({ subscribePush: settings }))
  const { keepTelling, turnOff, turnOn } = await signedIn('me')
  await turnOn('AQID')
  then(() => done({ unsubscribePush: settings }))

  await turnOff()
  await keepTelling()

  expect(asked.slice(1).map(({ variables }) => variables)).toEqual([{ endpoint: 'https://push.example/new' }])
  expect(manager.subscription!.unsubscribe).toHaveBeenCalledTimes(1)
})

test('a subscription that the browser has dropped by itself is turned off all the same', async () => {
  const { asked, then } = server(() => done({ subscribePush: settings }))
  const { turnOff, turnOn } = await signedIn('me')
  await turnOn('AQID')
  manager.subscription = undefined
  then(() => done({ unsubscribePush: settings }))

  expect(await turnOff()).toEqual(settings)
  expect(asked.slice(1).map(({ variables }) => variables)).toEqual([{ endpoint: 'https://push.example/new' }])
})

test('what the server refuses is handed on and not taken for done', async () => {
  server(() => refused('subscribePush', 'BadInput', '换个浏览器'))
  const { turnOn } = await signedIn('me')

  expect(await turnOn('AQID')).toMatchObject({ message: '换个浏览器' })
  expect(localStorage.getItem('lianxin-push')).toBeNull()
})
