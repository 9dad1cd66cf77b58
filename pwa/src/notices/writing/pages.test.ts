import { fireEvent, screen, waitFor, within } from '@testing-library/svelte'
import { expect, test } from 'vitest'
import { done, refused, server, type Behaviour } from '../../graph/testing/server'
import { stumbles } from '../../ui/testing/axe'
import { linkOf, open, press, sent, type } from '../testing/page'
import { answers, begun, desked, page, planned } from './testing/answers'

/** Nothing that went out waits, unless a test says so. */
const listing = (before: object[], out: object[] = []): Behaviour => ({ variables }) => done({ notices: page((variables.state as string[]).includes('DRAFT') ? before : out) })

test('the desk of a card reads what was asked', async () => {
  server(answers({ DeskedNotice: () => done({ notice: desked({ kind: 'RUMOUR', verdict: 'FALSE' }) }) }))
  await open('writing/Desk', { id: 'n1' })
  expect((await screen.findByText('喝酒能防吗？')).previousElementSibling!.textContent).toBe('回答的提问')
  expect(screen.getByText('2 位居民问过')).toBeTruthy()
})

test('what goes out at its hour is not said to be out, and what nobody has classed not to be uncertain', async () => {
  server(answers({ DeskedNotice: () => done({ notice: desked({ state: 'SCHEDULED', goesAt: '2020-01-30T00:00:00Z', publishedBy: '王芳' }) }) }))
  await open('writing/Desk', { id: 'n1' })
  expect(await screen.findByText('定在明早 8 点发布。')).toBeTruthy()
  expect(screen.queryByText(/王芳发布/)).toBeNull()
  expect(screen.getByText('给应急系统的分类').nextElementSibling!.textContent).toBe('卫生健康')
})

test('what waits to be passed on stands before what is not sent yet', async () => {
  const waits = begun({ id: 'n5', state: 'PUBLISHED', allowed: ['PASS_ON', 'SEE_REACH'], turns: [{ grid: { __typename: 'Grid', id: 'g1', label: '第一网格' }, arrivedAt: '2020-01-29T10:50:00Z', dueAt: '2020-01-29T11:20:00Z' }] })
  server(answers({ GroundNotices: listing([begun()], [begun({ id: 'n4', state: 'PUBLISHED', allowed: ['SEE_REACH'] }), waits]) }))
  await open('writing/Ground')
  await screen.findByText('等您转发')
  expect(screen.getAllByRole('article').map((card) => within(card).getByRole('link').getAttribute('href'))).toEqual(['/notices/n5', '/notices/n1/desk'])
  expect(screen.getByText(/第一网格等着转发/).textContent).toContain('还剩 20 分钟')
})

test('the list says first what waits for whoever looks, and leads to it', async () => {
  const waits = begun({ id: 'n2', state: 'PROPOSED', allowed: ['APPROVE', 'RETURN'] })
  const { asked } = server(answers({ GroundNotices: listing([begun({ returned: '时间不对' }), waits]) }))
  const { container } = await open('writing/Ground')
  const [draft, other] = await screen.findAllByRole('article')
  expect(within(draft!).getByText(/退回修改：时间不对/)).toBeTruthy()
  expect(within(other!).getByText('等您复核')).toBeTruthy()
  expect(other!.classList.contains('urgent')).toBe(true)
  expect(within(other!).getByRole('link').getAttribute('href')).toBe('/notices/n2/desk')
  expect(linkOf('写公告')).toBe('/notices/write?grid=g1')
  expect(sent(asked, 'GroundNotices')).toContainEqual({ grid: 'g1', state: ['DRAFT', 'PROPOSED', 'SCHEDULED'], first: 20 })
  expect(await stumbles(container)).toEqual([])
  await fireEvent.click(screen.getByLabelText('发出去的'))
  await waitFor(() => expect(sent(asked, 'GroundNotices')).toContainEqual({ grid: 'g1', state: ['PUBLISHED', 'CORRECTED', 'WITHDRAWN'], first: 20 }))
})

test('who holds no post is led to what they can read', async () => {
  server(answers({ WhoSpeaks: () => done({ me: { __typename: 'Me', id: 'me', posts: [] } }) }))
  await open('writing/Ground')
  expect(await screen.findByText('您现在没有岗位')).toBeTruthy()
})

test('a card for questions begins with the words of the first one, also after it is loaded anew', async () => {
  const received = (id: string, text: string) => ({
    __typename: 'ReceivedAnswer', id, name: '徐静', phone: null, door: '3栋2单元101',
    answer: { __typename: 'NoticeAnswer', id, kind: 'QUESTION', text, place: null, at: '2020-01-29T10:00:00Z', reply: null, card: null },
  })
  const { asked } = server(answers({ NoticeQuestions: () => done({ noticeQuestions: page([received('a1', '几点开门？'), received('a2', '喝白酒有用吗？'), received('a3', '喝酒能防吗？')]) }) }))
  await open('writing/Write', {}, '/notices/write?grid=g1&about=n7&questions=a2,a3')
  expect(await screen.findByDisplayValue('喝白酒有用吗？')).toBeTruthy()
  expect(sent(asked, 'NoticeQuestions')).toEqual([{ notice: 'n7', openOnly: true, first: 50 }])
})

test('a notice is written kind first, and only with what its kind needs', async () => {
  const { asked } = server(answers({ DraftNotice: () => done({ done: desked({ id: 'n9' }) }) }))
  const { container } = await open('writing/Write', {}, '/notices/write?grid=g1')
  await fireEvent.click(await screen.findByText('辟谣'))
  expect(screen.getByLabelText(/传言是怎么说的/)).toBeTruthy()
  expect(screen.queryByLabelText(/奖励/)).toBeNull()
  await press('存草稿，看样子')
  expect(screen.getByText('请写标题。')).toBeTruthy()
  expect(sent(asked, 'DraftNotice')).toEqual([])
  await type(/标题/, ' 喝酒防不了病毒 ')
  await type(/传言是怎么说的/, '喝酒能杀毒')
  await fireEvent.click(screen.getByLabelText('不实'))
  expect(await stumbles(container)).toEqual([])
  await press('存草稿，看样子')
  await waitFor(() => expect(location.pathname).toBe('/notices/n9/desk'))
  expect(sent(asked, 'DraftNotice')).toMatchObject([{ grid: 'g1', input: { kind: 'RUMOUR', verdict: 'FALSE', grounds: [], texts: [{ language: 'ZH_HANS', headline: '喝酒防不了病毒', claim: '喝酒能杀毒' }] } }])
})

test('some of a ground is chosen by name, and a grid above can be written for', async () => {
  const { asked } = server(answers({ DraftNotice: () => done({ done: desked() }) }))
  await open('writing/Write', {}, '/notices/write?grid=g1')
  await fireEvent.click(await screen.findByText('公告', { selector: 'strong' }))
  await waitFor(() => expect([...screen.getByLabelText('以哪里的名义').querySelectorAll('option')].map(({ value }) => value)).toEqual(['g1', 'c1', 't1']))
  await type(/标题/, '停水')
  await fireEvent.click(screen.getByLabelText('其中一些'))
  await press('＋ 河滨里')
  await press('存草稿，看样子')
  await waitFor(() => expect(sent(asked, 'DraftNotice')).toMatchObject([{ input: { grounds: ['m1'] } }]))
})

test('what the server cannot take stands at its field', async () => {
  const bad = () => done({ done: { __typename: 'BadInput', field: 'texts.0.headline', message: '太长了，请写短一些。' } })
  server(answers({ DraftNotice: bad }))
  await open('writing/Write', {}, '/notices/write?grid=g1')
  await fireEvent.click(await screen.findByText('公告', { selector: 'strong' }))
  await type(/标题/, '停水')
  await press('存草稿，看样子')
  await waitFor(() => expect(screen.getByLabelText(/标题/).getAttribute('aria-invalid')).toBe('true'))
})

test('before it is sent, it is said for how many it is and who passes it on', async () => {
  const nobody = [{ __typename: 'Grid', id: 'g7', label: '新苑网格' }]
  const tiers = [{ __typename: 'TierTurn', tier: 'COMMUNITY', grids: 4, byHand: 3 }]
  server(answers({ NoticePlan: planned({ households: 70000, sms: 900, tiers, nobody }, { twoPeople: true }) }))
  const { container } = await open('writing/Desk', { id: 'n1' })
  expect(await screen.findByText('70000')).toBeTruthy()
  expect(screen.getByText('社区（村）：4 处转发，其中 3 处有人')).toBeTruthy()
  expect(screen.getByText('新苑网格')).toBeTruthy()
  expect(screen.getByText(/由另一位复核发布/)).toBeTruthy()
  expect((await screen.findAllByText('身份证'))[0]!.tagName).toBe('STRONG')
  expect(await stumbles(container)).toEqual([])
})

test('it is sent now, with the version that was looked at', async () => {
  const out = desked({ state: 'PUBLISHED', publishedAt: '2020-01-29T11:00:00Z', version: 4, allowed: ['CORRECT', 'WITHDRAW'] })
  let notice = desked()
  const { asked } = server(answers({ DeskedNotice: () => done({ notice }), PublishNotice: () => done({ done: (notice = out) }) }))
  await open('writing/Desk', { id: 'n1' })
  await press('发布')
  await press('现在发布', screen.getByRole('dialog'))
  await waitFor(() => expect(screen.getByText('已发布')).toBeTruthy())
  expect(sent(asked, 'PublishNotice')).toEqual([{ notice: 'n1', version: 3, at: null, key: expect.any(String) }])
  expect(screen.queryByRole('button', { name: '发布' })).toBeNull()
})

test('it is sent at its hour, by the clock where the grid is', async () => {
  const { asked } = server(answers({ PublishNotice: () => done({ done: desked({ state: 'SCHEDULED', goesAt: '2020-01-30T00:00:00Z', allowed: ['RETURN'] }) }) }))
  await open('writing/Desk', { id: 'n1' })
  await press('发布')
  const sheet = screen.getByRole('dialog')
  await fireEvent.click(within(sheet).getByLabelText('定时'))
  await press('到时发布', sheet)
  expect(within(sheet).getByText('请选日期和时间。')).toBeTruthy()
  await type(/日期/, '2020-01-30', sheet)
  await type(/时间/, '08:00', sheet)
  await press('到时发布', sheet)
  await waitFor(() => expect(sent(asked, 'PublishNotice')).toMatchObject([{ at: '2020-01-30T00:00:00.000Z' }]))
})

test('whoever proposed it is told that somebody else has to agree', async () => {
  const { asked } = server(answers({ PublishNotice: () => refused('done', 'NeedsAnother', '请另一位网格长或信息员复核后发布。') }))
  await open('writing/Desk', { id: 'n1' })
  await press('发布')
  await press('现在发布', screen.getByRole('dialog'))
  expect(await screen.findByText('请另一位网格长或信息员复核后发布。')).toBeTruthy()
  await waitFor(() => expect(sent(asked, 'DeskedNotice')).toHaveLength(2))
})

test('the second person returns it with a reason, which is needed', async () => {
  const proposed = desked({ state: 'PROPOSED', proposedBy: '李建平', allowed: ['APPROVE', 'RETURN', 'DROP'] })
  const { asked } = server(answers({ DeskedNotice: () => done({ notice: proposed }), ReturnNotice: () => done({ done: desked({ returned: '写错了日期' }) }) }))
  await open('writing/Desk', { id: 'n1' })
  expect(await screen.findByText(/李建平已经提交/)).toBeTruthy()
  await press('退回修改')
  const sheet = screen.getByRole('dialog')
  await press('退回修改', sheet)
  expect(within(sheet).getByText('请写一句原因。')).toBeTruthy()
  await type(/原因/, '写错了日期', sheet)
  await press('退回修改', sheet)
  await waitFor(() => expect(sent(asked, 'ReturnNotice')).toMatchObject([{ notice: 'n1', reason: '写错了日期' }]))
})

test('what went out is corrected by a new version, with what changes and the picture that it has', async () => {
  const out = desked({ state: 'PUBLISHED', picture: '/photos/0188-ab?until=1', allowed: ['CORRECT', 'WITHDRAW'] })
  const { asked } = server(answers({ DeskedNotice: () => done({ notice: out }), CorrectNotice: () => done({ done: desked({ id: 'n2', edition: 2 }) }) }))
  const { container } = await open('writing/Correct', { id: 'n1' })
  expect(await screen.findByDisplayValue('明早测体温')).toBeTruthy()
  expect(screen.queryByText('发给哪里')).toBeNull()
  await press('存草稿，看样子')
  expect(screen.getByText('请写一句原因。')).toBeTruthy()
  expect(await stumbles(container)).toEqual([])
  await type(/改了什么/, '改为九点')
  await press('存草稿，看样子')
  await waitFor(() => expect(location.pathname).toBe('/notices/n2/desk'))
  expect(sent(asked, 'CorrectNotice')).toMatchObject([{ notice: 'n1', reason: '改为九点', version: 3, input: { picture: '0188-ab' } }])
})

test('it is withdrawn with a reason, and a draft is dropped after asking once', async () => {
  let notice = desked({ state: 'PUBLISHED', allowed: ['WITHDRAW', 'DROP'] })
  const { asked } = server(
    answers({
      DeskedNotice: () => done({ notice }),
      WithdrawNotice: () => done({ done: (notice = desked({ state: 'WITHDRAWN', reason: '停电了', allowed: ['DROP'] })) }),
      DropNotice: () => done({ done: { __typename: 'Dropped', id: 'n1' } }),
    }),
  )
  await open('writing/Desk', { id: 'n1' })
  await press('撤回')
  await type(/原因/, '停电了', screen.getByRole('dialog'))
  await press('撤回', screen.getByRole('dialog'))
  await waitFor(() => expect(screen.getByText(/原因：停电了/)).toBeTruthy())
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  await press('不要了')
  await press('不要了', screen.getByRole('dialog'))
  await waitFor(() => expect(location.pathname).toBe('/notices/ground'))
  expect(sent(asked, 'DropNotice')).toMatchObject([{ notice: 'n1' }])
})

test('somebody else was quicker: that is said, and what was written can still be kept', async () => {
  let version = 3
  const { asked } = server(
    answers({
      DeskedNotice: () => done({ notice: desked({ version }) }),
      ChangeNotice: () => (version++ === 3 ? refused('done', 'Changed', '别人刚改过。') : done({ done: desked({ version: 5 }) })),
    }),
  )
  await open('writing/Change', { id: 'n1' })
  await screen.findByDisplayValue('明早测体温')
  await type(/标题/, '后天测体温')
  await press('存草稿，看样子')
  expect(await screen.findByText('别人刚改过。')).toBeTruthy()
  await press('还是按我写的存')
  await waitFor(() => expect(sent(asked, 'ChangeNotice').map((said) => said.version)).toEqual([3, 4]))
  expect(screen.queryByDisplayValue('明早测体温')).toBeNull()
})
