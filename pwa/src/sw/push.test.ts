// @vitest-environment node
import { describe, expect, test, vi } from 'vitest'
import { server, done } from '../graph/testing/server'
import { openNotification, showPush, subscribeAgain } from './push'

const registration = () => ({ showNotification: vi.fn(async () => undefined) })
const show = async (push?: Parameters<typeof showPush>[1]) => {
  const phone = registration()
  await showPush(phone as never, push)
  return phone.showNotification.mock.calls[0] as unknown as [string, NotificationOptions]
}

describe('a push', () => {
  test('is shown, and then reported as shown', async () => {
    const { asked } = server(() => done({ reportShown: { __typename: 'Message' } }))
    const [title, options] = await show({ id: 'm1', title: '有新的需要', body: '请打开看看', link: '/needs/r1', tag: 'r1' })
    expect([title, options]).toEqual(['有新的需要', { body: '请打开看看', tag: 'r1', icon: '/sign-192.png', badge: '/sign-192.png', data: { link: '/needs/r1' } }])
    expect(asked.map(({ text, variables }) => [text.slice(0, 20), variables])).toEqual([['mutation ReportShown', { message: 'm1' }]])
  })

  test('of a notice counts as shown for the household', async () => {
    const { asked } = server(() => done({ recordShown: {} }))
    await show({ id: 'n1', type: 'Notice', title: '明早全员核酸' })
    expect(asked.map(({ text, variables }) => [/^mutation (\w+)/.exec(text)![1], text.includes('via:PUSH'), variables])).toEqual([['RecordPushed', true, { notice: 'n1' }]])
  })

  test('is shown also when the report gets lost', async () => {
    server(() => 'no signal')
    expect((await show({ id: 'm1', title: '有新的需要' }))[0]).toBe('有新的需要')
  })

  test('without anything in it still shows something, or the browser takes the right away', async () => {
    expect(await show(undefined)).toEqual(['连心', expect.objectContaining({ body: '有新消息。', data: { link: '/' } })])
  })
})

describe('pressing it', () => {
  const notification = () => ({ close: vi.fn(), data: { link: '/needs/r1' } })
  const windowOf = (visibilityState: string) => ({ visibilityState, postMessage: vi.fn(), focus: vi.fn(async () => undefined) })

  test('takes an open Lianxin to the page, the visible one first', async () => {
    const [hidden, visible] = [windowOf('hidden'), windowOf('visible')]
    const pressed = notification()
    await openNotification({ matchAll: async () => [hidden, visible] } as never, pressed as never)
    expect(pressed.close).toHaveBeenCalled()
    expect(visible.postMessage).toHaveBeenCalledWith({ open: '/needs/r1' })
    expect(visible.focus).toHaveBeenCalled()
    expect(hidden.postMessage).not.toHaveBeenCalled()
  })

  test('opens Lianxin at the page where none is open', async () => {
    const openWindow = vi.fn()
    await openNotification({ matchAll: async () => [], openWindow } as never, notification() as never)
    expect(openWindow).toHaveBeenCalledWith('/needs/r1')
  })
})

describe('a new address of this browser', () => {
  const subscription = (endpoint: string) => ({ endpoint, options: { userVisibleOnly: true }, toJSON: () => ({ endpoint, keys: { p256dh: 'point', auth: 'secret' } }) })
  const told = (endpoint: string) => ({ input: { endpoint, p256dh: 'point', auth: 'secret' } })

  test('is told to the server', async () => {
    const { asked } = server(() => done({ subscribePush: {} }))
    await subscribeAgain({} as never, { newSubscription: subscription('https://push.example/new') } as never)
    expect(asked.map(({ variables }) => variables)).toEqual([told('https://push.example/new')])
  })

  test('is asked for where the browser only took the old one away', async () => {
    const { asked } = server(() => done({ subscribePush: {} }))
    const subscribe = vi.fn(async () => subscription('https://push.example/again'))
    const old = subscription('https://push.example/old')
    await subscribeAgain({ pushManager: { subscribe } } as never, { oldSubscription: old } as never)
    expect(subscribe).toHaveBeenCalledWith(old.options)
    expect(asked.map(({ variables }) => variables)).toEqual([told('https://push.example/again')])
  })
})
