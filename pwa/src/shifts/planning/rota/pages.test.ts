import { fireEvent, screen, waitFor, within } from '@testing-library/svelte'
import { beforeEach, expect, test, vi } from 'vitest'
import { done, refused, server } from '../../../graph/testing/server'
import { stumbles } from '../../../ui/testing/axe'
import { answering, linkOf, open, press, sent } from '../../testing/page'
import { grid, me, page, tally } from '../testing/duty'

const volunteer = (person: string, name: string) => ({ __typename: 'Volunteer', id: `v-${person}`, person, name, isActive: true })
const hands = {
  grid: { ...grid, posts: [{ __typename: 'Post', id: 'p1', holder: 'li', name: '李建平', role: 'MEMBER' }] },
  volunteers: page([volunteer('chen', '陈晨'), volunteer('zhou', '周洋')]),
  shifts: page([{ __typename: 'Shift', id: 's1', place: '北门卡口' }]),
}
const chen = { __typename: 'ShiftPerson', id: 'chen', name: '陈晨' }
const zhou = { __typename: 'ShiftPerson', id: 'zhou', name: '周洋' }
const stood = (people: object[], open: number) => ({ __typename: 'PlannedShift', startsAt: '2020-01-30T00:00:00Z', endsAt: '2020-01-30T12:00:00Z', kind: 'GUARD', open, people })
const plan = (fingerprint = 'first', shifts = [stood([chen], 1)]) => ({
  __typename: 'RotaPlan', openPlaces: 1, note: '夜班和周末每人最多差一个。', people: [tally(), tally({ id: 'zhou', name: '周洋', nights: 0 })], shifts, fingerprint,
})
const rota = { __typename: 'Rota', id: 'rota', firstDay: '2020-01-30' }
const earlier = {
  __typename: 'RotaTemplate', rota: 'r0', name: '北门守卡', firstDay: '2020-01-27', weeks: 1, kind: 'GUARD', place: '西门', people: ['zhou', 'gone'], brief: '测体温', bring: '', byHours: false,
  contact: null, daily: [{ __typename: 'RotaShift', begins: 480, ends: 1200, number: 3, kind: 'GUARD', place: '', qualifications: [] }],
}

const answers = answering({
  Me: () => done(me),
  Hands: () => done(hands),
  EarlierRota: () => done({ rotaTemplate: null }),
  Contacts: () => done({ shiftContacts: [{ __typename: 'ContactCandidate', id: 'wang', name: '王芳', isMe: true, hasPhone: true }] }),
  PlannedRota: () => done({ plannedRota: plan() }),
})

beforeEach(() => vi.stubGlobal('matchMedia', () => ({ matches: false, addEventListener: () => undefined })))

test('a rota is shared out over the people chosen, looked at, changed, and saved', async () => {
  const { asked } = server(answers({ CreateRota: () => done({ done: rota }) }))
  const { container } = await open('planning/rota/Rota', { grid: 'g1' })
  await waitFor(() => expect(screen.getByLabelText('在哪里')).toHaveProperty('value', '北门卡口'))
  await press('先看看')
  expect(screen.getByText(/请至少选一个人。/)).toBeTruthy()
  // It is found before a long list of names.
  expect(screen.getByRole('button', { name: '全选' }).compareDocumentPosition(within(screen.getByRole('group', { name: /排谁/ })).getAllByRole('checkbox')[0]!) & Node.DOCUMENT_POSITION_FOLLOWING).toBeTruthy()
  await press('全选')
  expect(await stumbles(container)).toEqual([])
  await press('先看看')
  expect(await screen.findByText('还空 1 个位置')).toBeTruthy()
  expect(screen.getByText('夜班和周末每人最多差一个。')).toBeTruthy()
  expect(screen.getByText('▲ 空 1 个')).toBeTruthy()
  expect(await stumbles(container)).toEqual([])
  await press('改一改')
  await fireEvent.click(screen.getByRole('checkbox', { name: /^李建平/ }))
  await fireEvent.input(screen.getByLabelText(/^做什么(?!工作)/), { target: { value: '测体温' } })
  await fireEvent.input(screen.getByLabelText(/^带什么/), { target: { value: '口罩' } })
  await press('先看看')
  await press('保存并通知大家')
  const daily = [{ begins: 480, ends: 1200, number: 2, kind: null }, { begins: 1200, ends: 480, number: 2, kind: null }, { begins: 540, ends: 1020, number: 1, kind: 'REMOTE_DESK' }]
  await waitFor(() => expect(sent(asked, 'CreateRota')[0]).toMatchObject({ grid: 'g1', fingerprint: 'first', input: { name: '1月30日起两班制', firstDay: '2020-01-30', weeks: 1, place: '北门卡口', people: ['chen', 'zhou'], daily, brief: '测体温', bring: '口罩', contact: null } }))
  expect(sent(asked, 'PlannedRota')).toHaveLength(2)
  await waitFor(() => expect(location.pathname).toBe('/duty/g1'))
})

test('what changed since it was looked at is shown and marked, and only saved when it is pressed again', async () => {
  let fingerprint = 'first'
  const { asked } = server(answers({
    PlannedRota: () => done({ plannedRota: fingerprint === 'first' ? plan() : plan(fingerprint, [stood([zhou], 1)]) }),
    CreateRota: () => {
      if (fingerprint === 'second') return done({ done: rota })
      fingerprint = 'second'
      return refused('done', 'RotaChanged', '排法不一样了，还没有保存。请再看一遍。')
    },
  }))
  const { container } = await open('planning/rota/Rota', { grid: 'g1' })
  await waitFor(() => expect(screen.getByLabelText('在哪里')).toHaveProperty('value', '北门卡口'))
  await press('全选')
  await press('先看看')
  await press('保存并通知大家')
  expect(await screen.findByText('排法不一样了，还没有保存。请再看一遍。')).toBeTruthy()
  expect(await screen.findByText('1 个班换了人，标了“有变”。')).toBeTruthy()
  expect(screen.getByText('原来：陈晨')).toBeTruthy()
  expect(screen.getByText('有变')).toBeTruthy()
  expect(await stumbles(container)).toEqual([])
  expect(sent(asked, 'CreateRota')).toHaveLength(1)
  await press('保存并通知大家')
  await waitFor(() => expect(sent(asked, 'CreateRota')[1]).toMatchObject({ fingerprint: 'second' }))
  const [first, second] = sent(asked, 'CreateRota')
  expect(first!.key).not.toBe(second!.key)
  await waitFor(() => expect(location.pathname).toBe('/duty/g1'))
})

test('a shift of the day has a place and papers of its own, and people call somebody', async () => {
  const { asked } = server(answers({}))
  await open('planning/rota/Rota', { grid: 'g1' })
  await press('全选')
  const night = within((await screen.findByText('第 2 班')).closest('fieldset')!)
  await fireEvent.input(night.getByLabelText(/^在别处/), { target: { value: '西门' } })
  await fireEvent.click(night.getByRole('checkbox', { name: '健康证' }))
  expect(night.getByText('20:00–08:00 · 守卡口 · 西门 · 健康证')).toBeTruthy()
  await fireEvent.click(within(screen.getByText('第 3 班').closest('fieldset')!).getByRole('button', { name: '去掉这一班' }))
  await press('先看看')
  await waitFor(() => expect(sent(asked, 'PlannedRota')[0]).toMatchObject({ input: { daily: [{ place: '', qualifications: [] }, { begins: 1200, place: '西门', qualifications: ['HEALTH_CERTIFICATE'] }] } }))
  await waitFor(() => expect(sent(asked, 'Contacts')).toEqual([{ grid: 'g1' }]))
})

test('the next weeks are filled in like the rota before them, with whoever is still here', async () => {
  const { asked } = server(answers({ EarlierRota: () => done({ rotaTemplate: earlier }) }))
  const { container } = await open('planning/rota/Rota', { grid: 'g1' }, '/duty/g1/rota?like=r0')
  expect(await screen.findByText(/照“北门守卡”填好了，从2月3日接着排。/)).toBeTruthy()
  expect(sent(asked, 'EarlierRota')).toEqual([{ grid: 'g1', rota: 'r0' }])
  expect(screen.getByLabelText('在哪里')).toHaveProperty('value', '西门')
  expect(await stumbles(container)).toEqual([])
  await press('先看看')
  await waitFor(() => expect(sent(asked, 'PlannedRota')[0]).toMatchObject({ input: { name: '北门守卡', firstDay: '2020-02-03', place: '西门', people: ['zhou'], daily: [{ begins: 480, ends: 1200, number: 3, kind: null }], brief: '测体温' } }))
  await press('改一改')
  await press('从头填')
  await waitFor(() => expect(screen.getByLabelText('在哪里')).toHaveProperty('value', '北门卡口'))
  expect(screen.getByText('第 3 班')).toBeTruthy()
})

test('people of an earlier rota are looked for on the next page of a long list', async () => {
  const { asked } = server(answers({
    EarlierRota: () => done({ rotaTemplate: earlier }),
    Hands: ({ variables }) => done({ ...hands, volunteers: variables.after ? page([volunteer('zhou', '周洋')]) : { nodes: [volunteer('chen', '陈晨')], pageInfo: { hasNextPage: true, endCursor: 'c1' } } }),
  }))
  await open('planning/rota/Rota', { grid: 'g1' })
  expect(await screen.findByRole('checkbox', { name: '周洋' })).toHaveProperty('checked', true)
  expect(sent(asked, 'Hands')).toEqual([{ grid: 'g1', first: 50 }, { grid: 'g1', first: 50, after: 'c1' }])
})

test('rotas lead to their weeks, say what is open, and to the next weeks', async () => {
  const row = (what: object) => ({ __typename: 'Rota', id: 'r1', name: '2月3日起两班制', firstDay: '2020-02-03', weeks: 1, shiftCount: 21, openPlaces: 0, grid, ...what })
  const rows = [row({}), row({ id: 'r2', name: '北门守卡', firstDay: '2020-01-27', openPlaces: 2 }), row({ id: 'r3', name: '年前', firstDay: '2020-01-06', weeks: 2 })]
  server(answers({ Rotas: () => done({ grid, rotas: page(rows) }) }))
  const { container } = await open('planning/rota/Rotas', { grid: 'g1' })
  const cards = (await screen.findAllByRole('article')).map((card) => within(card))
  expect(cards[0]!.getByText('2月3日起 1 周，21 个班')).toBeTruthy()
  expect(cards[0]!.getByText('人齐了')).toBeTruthy()
  expect(cards[1]!.getByText('空 2 个')).toBeTruthy()
  expect(cards[2]!.getByText('已结束')).toBeTruthy()
  expect(linkOf('北门守卡')).toBe('/duty/g1?day=2020-01-27')
  expect(cards[1]!.getByRole('link', { name: '接着排' }).getAttribute('href')).toBe('/duty/g1/rota?like=r2')
  expect(await stumbles(container)).toEqual([])
})

test('where there is no rota yet it says so', async () => {
  server(answers({ Rotas: () => done({ grid, rotas: page([]) }) }))
  await open('planning/rota/Rotas', { grid: 'g1' })
  expect(await screen.findByText('还没有排过班')).toBeTruthy()
  expect(linkOf('排班')).toBe('/duty/g1/rota')
})
