import { fireEvent, screen, waitFor } from '@testing-library/svelte'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { done, server, type Asked } from '../graph/testing/server'
import { stumbles } from '../ui/testing/axe'

const nameOf = ({ text }: Asked) => /^\w+ (\w+)/.exec(text)![1]!

const settings = {
  __typename: 'PushSettings',
  id: 'settings',
  publicKey: 'AQID',
  devices: [],
  optional: ['NEED_NEAR', 'STOCK'],
  unwanted: ['STOCK'],
  quietHours: null,
  urgentBySms: true,
}

const message = (id: string, readAt: string | null, urgent = false) => ({
  __typename: 'Message', id, kind: 'CLAIM', title: `消息 ${id}`, text: '6 份已有人送。', link: '/requests', urgent, at: '2020-01-29T11:00:00+00:00', readAt,
})

beforeEach(async () => {
  vi.stubGlobal('isSecureContext', true)
  const { remember } = await import('../graph/database')
  await remember('person', 'me')
})

let close: () => void
afterEach(() => close())

/** Every test has a new phone, so the page and what draws it are loaded anew. */
async function open(page: 'Messages' | 'PushSettings') {
  const { cleanup, render } = await import('@testing-library/svelte')
  const { default: Page } = await (page === 'Messages' ? import('./Messages.svelte') : import('./PushSettings.svelte'))
  close = cleanup
  return render(Page)
}

test('messages are listed, the new ones are marked, and seeing them reads them', async () => {
  const { asked } = server((one) =>
    nameOf(one) === 'MyMessages'
      ? done({ myMessages: { nodes: [message('a', null, true), message('b', '2020-01-29T11:00:00+00:00')], pageInfo: { hasNextPage: false, endCursor: 'b' } } })
      : done({ readMessages: { __typename: 'ReadMessages', unread: 0, messages: [] } }),
  )
  const { container } = await open('Messages')

  expect((await screen.findAllByRole('article')).map((card) => card.querySelector('h2')!.textContent)).toEqual(['消息 a', '消息 b'])
  expect(screen.getAllByText('急')).toHaveLength(1)
  await waitFor(() => expect(asked.filter((one) => nameOf(one) === 'ReadMessages').map(({ variables }) => variables.messages)).toEqual([['a']]))
  expect(await stumbles(container)).toEqual([])
})

test('an empty page says what will come', async () => {
  server(() => done({ myMessages: { nodes: [], pageInfo: { hasNextPage: false, endCursor: null } } }))
  await open('Messages')

  expect(await screen.findByText('还没有消息')).toBeTruthy()
})

test('a browser that cannot ring is told why and what happens instead', async () => {
  server(() => done({ pushSettings: settings }))
  const { container } = await open('PushSettings')

  expect(await screen.findByText('这个浏览器不会响。')).toBeTruthy()
  expect(screen.getByText('紧急的事会发短信给您。')).toBeTruthy()
  expect(screen.queryByRole('button', { name: '开启提醒' })).toBeNull()
  expect(await stumbles(container)).toEqual([])
})

test('what may ring is chosen and sent as a whole', async () => {
  const { asked } = server((one) => (nameOf(one) === 'PushSettings' ? done({ pushSettings: settings }) : done({ setPushPreferences: settings })))
  await open('PushSettings')

  await fireEvent.click(await screen.findByLabelText('库存不多了'))
  await fireEvent.click(screen.getByLabelText('附近有人需要帮助'))
  await fireEvent.click(screen.getByLabelText('夜里不打扰'))
  await fireEvent.click(screen.getByRole('button', { name: '保存' }))

  expect(await screen.findByText('✓ 已保存')).toBeTruthy()
  const [{ variables }] = asked.filter((one) => nameOf(one) === 'SetPushPreferences') as [Asked]
  expect(variables).toMatchObject({ unwanted: ['NEED_NEAR'], quietHours: { from: '22:00', to: '07:00' } })
})

test('quiet hours that begin when they end are not sent', async () => {
  const { asked } = server(() => done({ pushSettings: { ...settings, quietHours: { from: '22:00:00', to: '22:00:00' } } }))
  await open('PushSettings')

  await fireEvent.click(await screen.findByRole('button', { name: '保存' }))

  expect(await screen.findByText(/开始和结束不能是同一时刻/)).toBeTruthy()
  expect(asked.map(nameOf)).toEqual(['PushSettings'])
})
