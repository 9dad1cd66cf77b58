import { fireEvent, screen, waitFor, within } from '@testing-library/svelte'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { done, server, type Asked } from '../graph/testing/server'
import { stumbles } from '../ui/testing/axe'
import type { Notice, WholeNotice } from './documents'
import { listed, whole } from './testing/notice'

/** Tells what looks at the end of a page that it is in sight. */
let reachEnd: () => void

beforeEach(async () => {
  vi.stubGlobal('IntersectionObserver', class {
    constructor(heard: (seen: { isIntersecting: boolean }[]) => void) {
      reachEnd = () => heard([{ isIntersecting: true }])
    }
    observe() {}
    disconnect() {}
  })
  const { remember } = await import('../graph/database')
  await remember('person', 'me')
})

let close: () => void
afterEach(() => close())

async function open(page: 'Notices' | 'NoticePage' | 'Fresh', properties: object = {}) {
  const { cleanup, render } = await import('@testing-library/svelte')
  const pages = { Notices: () => import('./Notices.svelte'), NoticePage: () => import('./NoticePage.svelte'), Fresh: () => import('./Fresh.svelte') }
  const { default: Page } = await pages[page]()
  close = cleanup
  return render(Page as never, properties)
}

const list = (...nodes: Notice[]) => server(() => done({ notices: { nodes, pageInfo: { __typename: 'PageInfo', hasNextPage: false, endCursor: null } } }))
const one = (notice: WholeNotice | null) => server(() => done({ notice }))

describe('the list', () => {
  test('says of each notice how it stands, in a word with a shape', async () => {
    list(
      listed('n1', { urgency: 'IMMEDIATE' }),
      listed('n2'),
      listed('n3', { mine: { shownAt: null, readAt: '2020-01-29T12:21:00+00:00' } }),
      listed('n4', { state: 'WITHDRAWN' }),
      listed('n5', { state: 'CORRECTED' }),
      listed('n6', { expiresAt: '2020-01-30T00:00:00+00:00' }),
    )
    const { container } = await open('Notices')
    await screen.findByText('公告 n1')
    expect(screen.getAllByRole('article').map((card) => card.querySelector('.tag')!.textContent)).toEqual(['▲ 紧急 · 未读', '◐ 未读', '✓ 已看过', '○ 已撤回', '○ 已更正', '○ 已过期'])
    expect(screen.getAllByRole('article').map((card) => card.classList.contains('urgent'))).toEqual([true, false, false, false, false, false])
    expect(await stumbles(container)).toEqual([])
  })

  test('shows of a rumour what is true of it, and marks a drill across the card', async () => {
    const rumour = listed('n1', { kind: 'RUMOUR', verdict: 'FALSE', earnest: 'EXERCISE' })
    list({ ...rumour, text: { ...rumour.text, claim: '双黄连能预防' } })
    await open('Notices')
    const card = (await screen.findByText('公告 n1')).closest('article')!
    expect(card.textContent).toContain('传言：双黄连能预防 不实')
    expect(within(card).getByRole('note').textContent).toBe('演练')
  })

  test('says so where there is nothing yet', async () => {
    list()
    await open('Notices')
    expect(await screen.findByText('还没有公告')).toBeTruthy()
  })
})

describe('a notice', () => {
  test('is read by who presses the button, and stays so on this phone', async () => {
    one(whole('n1'))
    const { container } = await open('NoticePage', { id: 'n1' })
    expect((await screen.findByText('身份证')).tagName).toBe('STRONG')
    expect(await stumbles(container)).toEqual([])
    await fireEvent.click(screen.getByRole('button', { name: '看过了' }))
    expect(await screen.findByText('已看过')).toBeTruthy()
    expect(screen.queryByRole('button', { name: '看过了' })).toBeNull()
    const { fact } = await import('../graph/database')
    await waitFor(async () => expect((await fact('notices'))?.read).toEqual(['n1']))
  })

  test('is read by who had its end before their eyes for two seconds', async () => {
    one(whole('n1'))
    await open('NoticePage', { id: 'n1' })
    await screen.findByText('身份证')
    vi.useFakeTimers()
    reachEnd()
    vi.advanceTimersByTime(1900)
    expect(screen.queryByText('已看过')).toBeNull()
    vi.advanceTimersByTime(200)
    vi.useRealTimers()
    expect(await screen.findByText('已看过')).toBeTruthy()
  })

  test('is opened by one question, which says that it is shown; only what was not noted is told apart', async () => {
    const asks = (asked: Asked[]) => asked.map(({ text }) => /^\w+ (\w+)/.exec(text)![1])
    const noted = one(whole('n1', { mine: { shownAt: '2020-01-29T12:21:00+00:00', readAt: null, signedAt: null } }))
    await open('NoticePage', { id: 'n1' })
    await fireEvent.click(await screen.findByRole('button', { name: '看过了' }))
    await screen.findByText('已看过')
    await waitFor(() => expect(asks(noted.asked)).toEqual(['OneNotice', 'RecordRead']))
    expect(noted.asked[0]!.text).toContain('notice(id:$id shownBy:$by)')
    expect(noted.asked.map(({ variables }) => variables.by)).toEqual([undefined, undefined])
    close()
    const { asked } = one(whole('n2'))
    await open('NoticePage', { id: 'n2' })
    await waitFor(() => expect(asks(asked)).toEqual(['OneNotice', 'RecordShown']))
  })

  test('that waits to be passed on asks for nothing else', async () => {
    one(whole('n1', { allowed: ['PASS_ON', 'SEE_REACH'] }))
    await open('NoticePage', { id: 'n1' })
    expect(await screen.findByText('身份证')).toBeTruthy()
    expect(screen.queryByRole('button', { name: '看过了' })).toBeNull()
  })

  test.each([true, false])('that is not on the phone leads back to its doors if they are (%s), also without signal', async (areHere) => {
    const { ofNotice, Unreached } = await import('./unreached/documents')
    const { watch } = await import('../graph/live')
    const phone = server(() => done({ unreachedHouseholds: { nodes: [], pageInfo: { __typename: 'PageInfo', hasNextPage: false, endCursor: null } } }))
    if (areHere) await new Promise<void>((kept) => watch(Unreached, ofNotice('n1'), ({ data }) => data && kept()))
    phone.then(() => 'no signal')
    await open('NoticePage', { id: 'n1' })
    await screen.findByText('现在打不开')
    if (areHere) expect((await screen.findByRole('link', { name: '看谁还没收到' })).getAttribute('href')).toBe('/notices/n1/unreached')
    else await waitFor(() => expect(screen.queryByRole('link', { name: '看谁还没收到' })).toBeNull())
  })

  test('that was found by the link of a chat group counts as come by it', async () => {
    history.replaceState({}, '', '/notices/n1?from=group')
    const { asked } = one(whole('n1'))
    await open('NoticePage', { id: 'n1' })
    await fireEvent.click(await screen.findByRole('button', { name: '看过了' }))
    await waitFor(() => expect(asked.map(({ variables }) => variables.by)).toEqual(['GROUP', 'GROUP', 'GROUP']))
    history.replaceState({}, '', '/')
  })

  test('says for whom it is, until when it holds, what it is worth, and how many asked', async () => {
    one(whole('n1', { kind: 'RUMOUR', verdict: 'FALSE', asked: 3, audience: ['INFANTS', 'OVER_70'], expiresAt: '2099-01-30T12:00:00+00:00' }, { html: '', reward: '两袋米' }))
    const { container } = await open('NoticePage', { id: 'n1' })
    expect(await screen.findByText('3 位居民问过')).toBeTruthy()
    for (const said of ['写给：有婴儿的家庭、独居的 70 岁以上老人', '有效至2099', '奖励：两袋米', '明早 8 点起做核酸。']) expect(container.textContent).toContain(said)
  })

  test('that was corrected leads to the new version before anything else, and says what changed', async () => {
    const newer = { __typename: 'NoticeEdition' as const, id: 'n2', headline: '改到 9 点', edition: 2, reason: '时间写错了', publishedAt: null }
    one(whole('n1', { state: 'CORRECTED', correctedBy: newer }))
    await open('NoticePage', { id: 'n1' })
    expect((await screen.findByText(/这一版已经更正/)).textContent).toContain('改了什么：时间写错了')
    expect(screen.getByRole('link', { name: '看新的一版' }).getAttribute('href')).toBe('/notices/n2')
    expect(screen.queryByRole('button', { name: '看过了' })).toBeNull()
  })

  test('that was withdrawn says why, and is not to be followed', async () => {
    one(whole('n1', { state: 'WITHDRAWN', reason: '采样点没有电' }))
    await open('NoticePage', { id: 'n1' })
    expect((await screen.findByText(/请不要再照着做/)).textContent).toContain('原因：采样点没有电')
  })

  test('about a rumour strikes out what is false, and names who says so', async () => {
    one(whole('n1', { kind: 'RUMOUR', verdict: 'FALSE', sourceUrl: 'https://source.example' }, { claim: '喝酒能杀毒', source: '市疾控中心' }))
    await open('NoticePage', { id: 'n1' })
    expect((await screen.findByText('喝酒能杀毒')).tagName).toBe('S')
    expect(screen.getByText('市疾控中心')).toBeTruthy()
    expect(screen.getByRole('link', { name: '去原处看' }).getAttribute('href')).toBe('https://source.example')
  })

  test('tells where somebody has been, and what each tier added', async () => {
    const stop = { __typename: 'NoticeStop' as const, id: 's1', place: '朝天镇农贸市场', beginsAt: '2020-01-21T01:00:00+00:00', endsAt: '2020-01-21T02:00:00+00:00' }
    const line = { __typename: 'RelayLine' as const, grid: { __typename: 'Grid' as const, id: 'g2', label: '朝天镇' }, line: '请各村再喊一遍喇叭', at: '2020-01-29T12:19:00+00:00' }
    one(whole('n1', { kind: 'CASE_ROUTE', stops: [stop], lines: [line] }))
    await open('NoticePage', { id: 'n1' })
    expect(await screen.findByText('朝天镇农贸市场')).toBeTruthy()
    expect(screen.getByText('请各村再喊一遍喇叭')).toBeTruthy()
  })

  test('in another language than the phone speaks says so', async () => {
    one(whole('n1', {}, { language: 'EN' }))
    await open('NoticePage', { id: 'n1' })
    expect(await screen.findByText('这条公告没有简体中文。')).toBeTruthy()
    expect(screen.getByText('身份证').closest('[lang]')!.getAttribute('lang')).toBe('en')
  })

  test('whose text has not come yet says without signal what the list said of it', async () => {
    const { container } = await (async () => {
      list(listed('n1'))
      await open('Notices')
      await screen.findByText('公告 n1')
      close()
      server(() => 'no signal')
      return open('NoticePage', { id: 'n1' })
    })()
    expect(await screen.findByText('明早 8 点起做核酸。')).toBeTruthy()
    expect(screen.getByText(/有信号时再打开/)).toBeTruthy()
    expect(await stumbles(container)).toEqual([])
  })

  test('that is not there says where to look', async () => {
    one(null)
    await open('NoticePage', { id: 'n1' })
    expect(await screen.findByText('这条公告现在看不到')).toBeTruthy()
  })

  test('is passed on by what the phone has for it, else copied', async () => {
    one(whole('n1'))
    await open('NoticePage', { id: 'n1' })
    const shared = vi.fn(async () => undefined)
    Object.assign(navigator, { share: shared })
    await fireEvent.click(await screen.findByRole('button', { name: '转给邻居' }))
    expect(shared).toHaveBeenCalledWith({ title: '公告 n1', text: '公告 n1\n明早 8 点起做核酸。', url: 'https://lianxin.example/n/n1' })
    Reflect.deleteProperty(navigator, 'share')
    vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue()
    await fireEvent.click(screen.getByRole('button', { name: '转给邻居' }))
    expect(await screen.findByText('已复制，可以粘贴到聊天里。')).toBeTruthy()
  })

  test('is shared in one way only by whoever has a link of their grid', async () => {
    one(whole('n1', { allowed: ['SEE_REACH', 'ANSWER'] }))
    await open('NoticePage', { id: 'n1' })
    expect(await screen.findByRole('link', { name: '发到群里、张贴' })).toBeTruthy()
    expect(screen.queryByRole('button', { name: '转给邻居' })).toBeNull()
  })
})

describe('what is new', () => {
  const there = (address: string) => history.replaceState(null, '', address)

  test('stands above the first page; what is urgent above every page, and first', async () => {
    there('/needs')
    list(listed('n1'), listed('n2', { urgency: 'IMMEDIATE' }))
    const { container } = await open('Fresh', { first: '/today' })
    expect((await screen.findByRole('link', { name: /公告 n2/ })).getAttribute('href')).toBe('/notices/n2')
    expect(container.querySelector('[role=alert]')!.textContent).toMatch(/紧急 · 公告/)
    expect(screen.getByRole('link', { name: '还有 1 条公告没看' }).getAttribute('href')).toBe('/notices')
    const { counts } = await import('../shell/counts.svelte')
    expect(counts.notices).toBe(2)
    expect(await stumbles(container)).toEqual([])
  })

  test('is not in the way on other pages where it is not urgent', async () => {
    there('/needs')
    list(listed('n1'))
    await open('Fresh', { first: '/today' })
    const { counts } = await import('../shell/counts.svelte')
    await waitFor(() => expect(counts.notices).toBe(1))
    expect(screen.queryByRole('link')).toBeNull()
  })

  test('is gone once it was read, withdrawn or over', async () => {
    there('/today')
    const { remember } = await import('../graph/database')
    await remember('notices', { shown: [], read: ['n1'] })
    list(listed('n1'), listed('n2', { state: 'WITHDRAWN' }), listed('n3', { expiresAt: '2020-01-30T00:00:00+00:00' }), listed('n4'))
    await open('Fresh', { first: '/today' })
    expect(await screen.findByRole('link', { name: /公告 n4/ })).toBeTruthy()
    expect(screen.getAllByRole('link')).toHaveLength(1)
  })
})
