import { fireEvent, screen, waitFor, within } from '@testing-library/svelte'
import { expect, test } from 'vitest'
import { done, refused, server, type Behaviour } from '../../graph/testing/server'
import { stumbles } from '../../ui/testing/axe'
import { answering, open, press, sent, type } from '../testing/page'
import type { Home } from './documents'
import { home, missed, page } from './testing/homes'

const homes = (...list: Home[]): Behaviour => () => done({ unreachedHouseholds: page(list) })
const answers = answering({ Unreached: homes(home('h1', '101'), home('h2', '102')), RecordContact: () => done({ recordContact: { __typename: 'UnreachedHousehold', id: 'h1' } }) })
const left = () => screen.getByText('还要告诉的户数').closest('div')!.textContent

test('doors stand by stair, each with whom to call and four outcomes', async () => {
  const { asked } = server(answers({}))
  const { container } = await open('unreached/Unreached', { id: 'n1' })
  expect(await screen.findByRole('heading', { name: '3栋2单元 2 户' })).toBeTruthy()
  const [first] = screen.getAllByRole('article')
  expect(within(first!).getByRole('link').getAttribute('href')).toBe('tel:+8613800000021')
  expect(within(first!).getAllByRole('button').map((button) => button.textContent)).toEqual(['当面说了', '电话说了', '不在家', '其他情况'])
  expect(screen.getByText('公告：明早测体温')).toBeTruthy()
  expect(left()).toContain('2')
  expect(sent(asked, 'Unreached')).toEqual([{ notice: 'n1', grid: null, first: 50 }])
  expect(await stumbles(container)).toEqual([])
})

test('a tap counts, without signal too, and can be taken back until it is sent', async () => {
  let signal = true
  const { asked } = server((one) => (signal ? answers({})(one) : 'no signal'))
  await open('unreached/Unreached', { id: 'n1' })
  await screen.findByText('3栋2单元101')
  signal = false
  await press('当面说了: 3栋2单元101')
  const noted = await screen.findByRole('region', { name: '刚登记的' })
  expect(within(noted).getByText('3栋2单元101')).toBeTruthy()
  expect(left()).toContain('1')
  signal = true
  const { pending } = await import('../../graph/sending.svelte')
  await pending.retry()
  await waitFor(() => expect(sent(asked, 'RecordContact').pop()).toEqual({ notice: 'n1', household: 'h1', outcome: 'TOLD_AT_DOOR', at: '2020-01-29T11:00:00.000Z', againAt: null, note: '', key: expect.any(String) }))
})

test('one visit tells all that a household has missed', async () => {
  const both = home('h1', '101', { missed: [missed({ urgency: 'IMMEDIATE' }), missed({ id: 'n2', headline: '演习', earnest: 'EXERCISE' })] })
  const { asked } = server(answers({ Unreached: homes(both, home('h2', '102')) }))
  await open('unreached/Unreached')
  expect((await screen.findByText('【演练】演习')).closest('article')!.classList.contains('urgent')).toBe(true)
  await press('电话说了: 3栋2单元101')
  await waitFor(() => expect(sent(asked, 'RecordContact').map(({ notice, outcome }) => [notice, outcome])).toEqual([['n1', 'TOLD_BY_PHONE'], ['n2', 'TOLD_BY_PHONE']]))
})

test('who was not at home stays, with when to try again', async () => {
  const { asked } = server(answers({}))
  await open('unreached/Unreached', { id: 'n1' })
  await press('不在家: 3栋2单元101')
  const sheet = screen.getByRole('dialog')
  await fireEvent.click(within(sheet).getByLabelText('明早 9 点'))
  await type(/记一句/, '白天上班', sheet)
  expect(await stumbles(sheet)).toEqual([])
  await press('不在家', sheet)
  await waitFor(() => expect(sent(asked, 'RecordContact')).toMatchObject([{ outcome: 'NOT_AT_HOME', againAt: '2020-01-30T01:00:00.000Z', note: '白天上班' }]))
  expect(screen.queryByRole('dialog')).toBeNull()
  expect(left()).toContain('2')
})

test('who does not want to hear it, or has moved, need not be asked again', async () => {
  const { asked } = server(answers({}))
  await open('unreached/Unreached', { id: 'n1' })
  await press('其他情况: 3栋2单元102')
  await press('搬走了', screen.getByRole('dialog'))
  await waitFor(() => expect(sent(asked, 'RecordContact')).toMatchObject([{ household: 'h2', outcome: 'MOVED_AWAY', againAt: null }]))
})

test('a pledge is signed at the door, with the text that was read', async () => {
  const pledge = { __typename: 'Notice', id: 'n1', fingerprint: 'f1', earnest: 'EXERCISE', text: { __typename: 'NoticeText', language: 'ZH_HANS', headline: '不办酒席承诺书', html: '<p>我家承诺。</p>' } }
  const { asked } = server(
    answers({
      Unreached: homes(home('h1', '101', { missed: [missed({ kind: 'PLEDGE' })] })),
      PledgeToSign: () => done({ notice: pledge }),
      SignNotice: () => done({ signNotice: { __typename: 'Signature', id: 's1', signedAt: '2020-01-29T11:00:00Z' } }),
    }),
  )
  await open('unreached/Unreached', { id: 'n1' })
  await press('请住户签名: 3栋2单元101')
  const sheet = screen.getByRole('dialog')
  expect(within(sheet).getByText('我家承诺。')).toBeTruthy()
  expect(within(sheet).getByRole('note').textContent).toContain('演练')
  await press('请住户签名', sheet)
  expect(within(sheet).getByText('请写签名人的姓名。')).toBeTruthy()
  expect(await stumbles(sheet)).toEqual([])
  await type(/签名人/, ' 徐静 ', sheet)
  await press('请住户签名', sheet)
  await waitFor(() => expect(sent(asked, 'SignNotice')).toEqual([{ notice: 'n1', input: { name: '徐静', fingerprint: 'f1', household: 'h1', at: '2020-01-29T11:00:00.000Z' }, key: expect.any(String) }]))
})

test('each of two pledges is signed by itself', async () => {
  const pledges = { n1: '不办酒席承诺书', n2: '垃圾分类承诺书' }
  const both = home('h1', '101', { missed: Object.entries(pledges).map(([id, headline]) => missed({ id, headline, kind: 'PLEDGE' })) })
  const told = (id: keyof typeof pledges) => ({ __typename: 'Notice', id, fingerprint: `f-${id}`, text: { __typename: 'NoticeText', language: 'ZH_HANS', headline: pledges[id], html: '<p>我家承诺。</p>' } })
  server(answers({ Unreached: homes(both), PledgeToSign: ({ variables }) => done({ notice: told(variables.id as keyof typeof pledges) }) }))
  await open('unreached/Unreached')
  await screen.findByRole('button', { name: '签不办酒席承诺书: 3栋2单元101' })
  await press('签垃圾分类承诺书: 3栋2单元101')
  expect(within(screen.getByRole('dialog')).getByRole('heading', { name: '垃圾分类承诺书' })).toBeTruthy()
})

test('what the server refuses stands at its door, which is left', async () => {
  server(answers({ RecordContact: () => refused('recordContact', 'NotFound', '这一户不归您负责。') }))
  await open('unreached/Unreached', { id: 'n1' })
  await press('当面说了: 3栋2单元101')
  expect(await screen.findByText(/这一户不归您负责/)).toBeTruthy()
  expect(left()).toContain('2')
})

test('whose door is not mine says only whose it is', async () => {
  const foreign = home('h1', '101', { door: null, address: null, phone: null, name: null })
  server(answers({ Unreached: homes(foreign) }))
  await open('unreached/Unreached', { id: 'n1' })
  expect(await screen.findByText('由朱美珍负责')).toBeTruthy()
  expect(screen.queryByRole('button', { name: /当面说了/ })).toBeNull()
})

test('says so where all have got it', async () => {
  server(answers({ Unreached: homes() }))
  await open('unreached/Unreached', { id: 'n1' })
  expect(await screen.findByText('都收到了')).toBeTruthy()
})

test('where it is not yet time to go to anybody, does not say that all have got it', async () => {
  server(answers({ Unreached: homes() }))
  await open('unreached/Unreached')
  expect(await screen.findByText('现在没有要去的住户')).toBeTruthy()
  expect(screen.queryByText('都收到了')).toBeNull()
})
