import { fireEvent, screen, waitFor, within } from '@testing-library/svelte'
import { expect, test } from 'vitest'
import { done, refused, server } from '../graph/testing/server'
import { stumbles } from '../ui/testing/axe'
import { delivery, formula, line, need, page, whole } from './testing/needs'
import { answering, linkOf, open, press, sent, type } from './testing/page'

const hands = { myVolunteering: { __typename: 'Volunteer', id: 'v1', state: 'APPROVED', isActive: true, pausedUntil: null, ground: { __typename: 'Grid', id: 'g1', name: '第一网格' } } }
const home = { __typename: 'Household', id: 'h1', door: { label: '3栋502' }, grid: { __typename: 'Grid', id: 'g1', name: '第一网格' }, contact: { post: 'p1', name: '朱美珍', role: 'LIAISON', phone: '+8613800000005' } }
const me = { me: { __typename: 'Me', id: 'me', name: '', language: 'ZH_HANS', posts: [] }, myVolunteering: null, myHousehold: { __typename: 'Household', id: 'h1' } }
const item = {
  ...formula,
  category: 'INFANT',
  questions: [
    { code: 'stage', label: '几段', kind: 'CHOICE', required: true, choices: [{ code: '1', label: '1 段' }, { code: '2', label: '2 段' }] },
    { code: 'brand', label: '品牌', kind: 'TEXT', required: false, choices: [] },
  ],
}

/** What the server usually answers. */
const answers = answering({
  Me: () => done(me),
  MyHands: () => done(hands),
  MyDoor: () => done({ myHousehold: home, myWaiting: null, unreadMessages: 0 }),
  Catalogue: () => done({ items: [item] }),
  MyContribution: () => done({ contribution: { deliveries: 0, households: 0, things: 0 } }),
  MyDuties: () => done({ myShifts: page([]) }),
})

test('a need near is promised without signal: it waits, and nothing is counted twice', async () => {
  let accepts = false
  const list = () => done({ supplyRequests: page([need({ lines: [line(accepts ? 7 : 1)], state: accepts ? 'PROMISED' : 'OPEN' })]) })
  const { asked } = server(
    answers({
      NearNeeds: list,
      ClaimSupplies: () => (accepts ? done({ claimSupplies: whole({ state: 'PROMISED', lines: [line(7)], deliveries: [delivery({ id: 'd9', isMine: true })] }) }) : 'no signal'),
    }),
  )
  const { container } = await open('Near')
  await press('我来送')
  const sheet = screen.getByRole('dialog')
  expect(within(sheet).getByRole('spinbutton')).toHaveProperty('value', '6')
  await press('答应送', sheet)

  expect(await screen.findByText('您答应送：婴儿奶粉 6 罐')).toBeTruthy()
  expect(await screen.findByText('等着送出')).toBeTruthy()
  expect(screen.getByText('还差 6 罐 · 有人送 1 罐')).toBeTruthy()
  expect(screen.queryByRole('button', { name: '我来送' })).toBeNull()
  expect(await stumbles(container)).toEqual([])

  accepts = true
  await (await import('../graph/sending.svelte')).send(true)
  expect((await screen.findByRole('link', { name: '看地址和电话' })).getAttribute('href')).toBe('/promises/d9')
  const claims = sent(asked, 'ClaimSupplies')
  expect(new Set(claims.map(({ key }) => key)).size).toBe(1)
  expect(claims[0]).toMatchObject({ request: 'r1', lines: [{ line: 'l1', quantity: 6 }] })
})

test('a claim that came too late says so, although its need is gone from the list', async () => {
  let isGone = false
  server(
    answers({
      NearNeeds: () => done({ supplyRequests: page(isGone ? [] : [need()]) }),
      ClaimSupplies: () => {
        isGone = true
        return refused('claimSupplies', 'NothingLeft', '都有人送了，不用再送。')
      },
    }),
  )
  await open('Near')
  await press('我来送')
  await press('答应送', screen.getByRole('dialog'))
  expect(await screen.findByText(/都有人送了，不用再送/)).toBeTruthy()
  const { askAgain } = await import('../graph/live')
  askAgain()
  expect(await screen.findByText('附近现在都有人送了')).toBeTruthy()
  expect(screen.getByText('答应送：婴儿奶粉 6 罐')).toBeTruthy()
  await press('知道了')
  await waitFor(() => expect(screen.queryByText(/都有人送了，不用再送/)).toBeNull())
})

test('who is no volunteer yet is told how to become one', async () => {
  server(answers({ NearNeeds: () => done({ supplyRequests: page([]) }), MyHands: () => done({ myVolunteering: null }) }))
  await open('Near')
  expect((await screen.findByRole('link', { name: '我要报名' })).getAttribute('href')).toBe('/volunteering/apply')
})

/** Chooses formula and answers what must be answered. */
async function chooseFormula() {
  await press('婴儿奶粉')
  await fireEvent.click(screen.getByLabelText('1 段'))
  await press('增加: 要多少')
  await press('加入清单')
}

test('a need is not put on the list before what must be known is answered', async () => {
  server(answers({}))
  const { container } = await open('Ask')
  await press('婴儿奶粉')
  await press('加入清单')
  expect(screen.getByText('▲ 请回答这个问题。')).toBeTruthy()
  expect(await stumbles(container)).toEqual([])
})

test('a need is sent as it was written, and opens', async () => {
  const { asked } = server(answers({ RequestSupplies: () => done({ requestSupplies: whole({ isMine: true }) }) }))
  await open('Ask')
  await chooseFormula()
  await press('送出求助')
  await waitFor(() => expect(location.pathname).toBe('/requests/r1'))
  const [{ input }] = sent(asked, 'RequestSupplies') as [{ input: object }]
  expect(input).toEqual({
    lines: [{ item: 'formula', quantity: 2, answers: [{ question: 'stage', answer: '1' }] }],
    runsOutAt: '2020-01-30T04:00:00.000Z',
    note: '',
    exception: '',
  })
})

test('a refused answer is shown at its question, and a ration with whom to call', async () => {
  const { then } = server(answers({ RequestSupplies: () => done({ requestSupplies: { __typename: 'BadInput', message: '请重新回答“品牌”。', field: 'lines.0.answers.brand' } }) }))
  await open('Ask')
  await chooseFormula()
  await press('送出求助')
  expect((await screen.findByLabelText(/品牌/)).getAttribute('aria-invalid')).toBe('true')
  expect(screen.getByText('请重新回答“品牌”。')).toBeTruthy()
  await press('改好了')

  then(answers({ RequestSupplies: () => refused('requestSupplies', 'RationUsedUp', '“婴儿奶粉”现在还能要 1 罐。') }))
  await press('送出求助')
  expect(await screen.findByText(/现在还能要 1 罐/)).toBeTruthy()
  expect(screen.getByRole('link', { name: '打电话给朱美珍' }).getAttribute('href')).toBe('tel:+8613800000005')
  expect(screen.queryByLabelText(/为什么多给/)).toBeNull()
})

test('a household says how many are missing, and that waits on the phone like everything', async () => {
  const { asked } = server(
    answers({
      OneNeed: () => done({ supplyRequest: whole({ isMine: true, household: 'h1', code: '3047', mayClaim: false, lines: [line(2, 2)], deliveries: [delivery({ state: 'HANDED_OVER' })] }) }),
      ConfirmSupplies: () => 'no signal',
    }),
  )
  const { container } = await open('Request', { id: 'r1' }, '/requests/r1')
  await press('少了东西')
  await press('告诉他们')
  expect(screen.getByText('▲ 请写少了几份。')).toBeTruthy()
  await press('增加: 婴儿奶粉')
  await press('告诉他们')
  await waitFor(() => expect(sent(asked, 'ConfirmSupplies')[0]).toMatchObject({ delivery: 'd1', missing: [{ line: 'l1', quantity: 1 }], words: '' }))
  expect(await screen.findByText('等着送出')).toBeTruthy()
  expect(screen.queryByRole('button', { name: '收到了' })).toBeNull()
  expect(await stumbles(container)).toEqual([])
})

test('a message about a need of somebody else leads to the list of what others need', async () => {
  server(answers({ OneNeed: () => done({ supplyRequest: whole() }) }))
  await open('Request', { id: 'r1' }, '/requests/r1')
  await waitFor(() => expect(location.pathname).toBe('/needs/r1'))
})

test('who brings something sees where to, and a wrong code says how often it may be tried', async () => {
  const promised = (triesLeft: number) => ({ ...delivery({ isMine: true, triesLeft }), request: { ...need(), note: null, photo: null } })
  const { asked } = server(
    answers({
      OnePromise: () => done({ delivery: promised(5) }),
      PromisedParticulars: () => done({ deliveryParticulars: { address: '余新镇 3栋502', phone: '+8613800000008', name: '徐静' } }),
      HandOverSupplies: () => refused('handOverSupplies', 'WrongPickUpCode', '取件码不对，还可以试 4 次。'),
    }),
  )
  const { container } = await open('OnePromise', { id: 'd1' })
  expect(await screen.findByText('余新镇 3栋502')).toBeTruthy()
  expect(screen.getByRole('link', { name: '打电话给徐静' }).getAttribute('href')).toBe('tel:+8613800000008')

  await press('送到了')
  await type(/四位取件码/, '12')
  await press('已送到')
  expect(screen.getByText('取件码是四个数字。')).toBeTruthy()
  expect(sent(asked, 'HandOverSupplies')).toEqual([])
  await type(/四位取件码/, '1234')
  await press('已送到')
  expect(await screen.findByText(/还可以试 4 次/)).toBeTruthy()
  expect(sent(asked, 'HandOverSupplies')[0]).toMatchObject({ delivery: 'd1', code: '1234' })
  expect(await stumbles(container)).toEqual([])
})

test('a promise made without signal is in the list, once, before the server knows of it', async () => {
  const { submit } = await import('../graph/submit')
  const { ClaimSupplies } = await import('./bringing/documents')
  server(answers({ MyPromises: () => done({ myDeliveries: page([{ ...delivery({ isMine: true }), request: need() }]) }), ClaimSupplies: () => 'no signal' }))
  await submit(ClaimSupplies, 'r2', { request: 'r2', lines: [{ line: 'l2', quantity: 3 }] }, { what: '答应送：口罩 3 只' })
  // The server has this one already; only its answer was lost.
  await submit(ClaimSupplies, 'r1', { request: 'r1', lines: [{ line: 'l1', quantity: 2 }] }, { what: '答应送：婴儿奶粉 2 罐' })
  const { container } = await open('Promises')
  expect(await screen.findByText('答应送：口罩 3 只')).toBeTruthy()
  await screen.findByRole('link', { name: '婴儿奶粉 2\u00a0罐' })
  await waitFor(() => expect(screen.queryByText('答应送：婴儿奶粉 2 罐')).toBeNull())
  expect(await stumbles(container)).toEqual([])
})

test('who belongs to no household is told how to join one', async () => {
  server(answers({ MyNeeds: () => done({ supplyRequests: page([]) }), MyDoor: () => done({ myHousehold: null, myWaiting: null, unreadMessages: 0 }) }))
  const { container } = await open('Today')
  expect((await screen.findByRole('link', { name: '填邀请码' })).getAttribute('href')).toBe('/join')
  await screen.findByRole('link', { name: '我想当志愿者' })
  expect(linkOf('我想当志愿者')).toBe('/volunteering')
  expect(screen.queryByRole('link', { name: '我要求助' })).toBeNull()
  expect(await stumbles(container)).toEqual([])
})

test('a need that was sent without signal is shown as not heard yet, and can be changed once it is refused', async () => {
  const { submit } = await import('../graph/submit')
  const { RequestSupplies } = await import('./asking/documents')
  const { then } = server(answers({ MyNeeds: () => done({ supplyRequests: page([]) }), RequestSupplies: () => 'no signal' }))
  const input = { lines: [{ item: 'formula', quantity: 2, answers: [] }], runsOutAt: '2020-01-30T04:00:00Z' }
  const { key } = await submit(RequestSupplies, 'new', { input }, { what: '求助：婴儿奶粉 2 罐' })
  await open('Today')
  expect(await screen.findByText('求助：婴儿奶粉 2 罐')).toBeTruthy()
  expect(await screen.findByText('等着送出')).toBeTruthy()
  then(answers({ MyNeeds: () => done({ supplyRequests: page([]) }), RequestSupplies: () => refused('requestSupplies', 'TooManyOpen', '您家有 10 个求助还没办完。') }))
  await (await import('../graph/sending.svelte')).send(true)
  expect((await screen.findByRole('link', { name: '改一改再送' })).getAttribute('href')).toBe(`/ask?again=${key}`)
})

const volunteer = { ...me, myVolunteering: { __typename: 'Volunteer', id: 'v1', state: 'APPROVED' } }

test('a volunteer without a household is not asked to volunteer again', async () => {
  server(answers({ Me: () => done(volunteer), MyNeeds: () => done({ supplyRequests: page([]) }), MyDoor: () => done({ myHousehold: null, myWaiting: null, unreadMessages: 0 }) }))
  await open('Today')
  await screen.findByRole('link', { name: '看附近需要' })
  expect(screen.queryByRole('link', { name: '我想当志愿者' })).toBeNull()
})

test('on the way to one’s own promise there is one main thing to do; promising more stands back', async () => {
  server(answers({ OneNeed: () => done({ supplyRequest: whole({ deliveries: [delivery({ isMine: true })] }) }) }))
  await open('Request', { id: 'r1' }, '/needs/r1')
  expect((await screen.findByRole('link', { name: '看地址，去送' })).getAttribute('href')).toBe('/promises/d1')
  expect(document.querySelectorAll('.button.main')).toHaveLength(1)
  expect(screen.getByRole('button', { name: '再多送一些' }).className).toContain('quiet')
})

test('places are said below the ground on which one works', async () => {
  const town = need({ grid: { __typename: 'Grid', id: 'g9', label: '余新镇 / 第一网格 / 河滨里微网格' } })
  server(answers({ Me: () => done(volunteer), NearNeeds: () => done({ supplyRequests: page([town, need({ id: 'r2' })]) }) }))
  await open('Needs')
  expect(await screen.findByText('河滨里微网格')).toBeTruthy()
  expect(screen.getByText('第一网格')).toBeTruthy()
})

test('a withdrawn need can be asked for once more, as it was', async () => {
  const { asked } = server(answers({
    OneNeed: () => done({ supplyRequest: whole({ isMine: true, household: 'h1', state: 'CANCELLED', mayClaim: false, note: '四个月' }) }),
    RequestSupplies: () => done({ requestSupplies: whole({ id: 'r2', isMine: true }) }),
  }))
  await open('Request', { id: 'r1' }, '/requests/r1')
  await press('再求助一次')
  await waitFor(() => expect(location.pathname).toBe('/ask'))
  await open('Ask', {}, '/ask')
  await press('送出求助')
  await waitFor(() => expect(sent(asked, 'RequestSupplies')).toHaveLength(1))
  expect(sent(asked, 'RequestSupplies')[0]).toMatchObject({ input: { lines: [{ item: 'formula', quantity: 7, answers: [{ question: 'stage', answer: '1' }] }], note: '四个月' } })
})

test('a time that somebody else changed meanwhile stands beside the one that was chosen, and one of them is taken', async () => {
  const own = (told: object) => whole({ isMine: true, household: 'h1', mayClaim: false, ...told })
  let stands = own({ version: 1 })
  const { asked, then } = server(answers({
    OneNeed: () => done({ supplyRequest: stands }),
    ChangeSupplyDeadline: () => {
      stands = own({ version: 4, runsOutAt: '2020-01-30T09:00:00Z' })
      return done({ changeSupplyDeadline: { __typename: 'Changed', message: '别人刚刚改过，请看过最新内容再改。', version: 4, now: stands } })
    },
  }))
  const { container } = await open('Request', { id: 'r1' }, '/requests/r1')
  await press('修改用完时间')
  await press('就这样改')

  expect(await screen.findByText('别人刚刚改过，请看过最新内容再改。', { exact: false })).toBeTruthy()
  const both = screen.getByText('家里的什么时候用完？', { selector: 'dt' }).parentElement!
  expect([...both.querySelectorAll('dd')].map(({ textContent }) => textContent.replace(/\s+/g, ''))).toEqual(['您写的：明天中午12点', '现在是：明天下午5点'])
  expect(await stumbles(container)).toEqual([])

  then(answers({ OneNeed: () => done({ supplyRequest: stands }), ChangeSupplyDeadline: () => done({ changeSupplyDeadline: own({ version: 5 }) }) }))
  await press('还是按我写的改')
  await waitFor(() => expect(screen.queryByRole('button', { name: '还是按我写的改' })).toBeNull())
  await waitFor(() => expect(sent(asked, 'ChangeSupplyDeadline')).toHaveLength(2))
  const [first, second] = sent(asked, 'ChangeSupplyDeadline')
  expect(second).toMatchObject({ request: 'r1', runsOutAt: first!.runsOutAt, version: 4 })
  expect(second!.key).not.toBe(first!.key)
})
