import { fireEvent, screen, waitFor, within } from '@testing-library/svelte'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { done, refused, server, type Asked } from '../../graph/testing/server'
import { stumbles } from '../../ui/testing/axe'
import type { WholeNotice } from '../documents'
import { whole } from '../testing/notice'

const nameOf = ({ text }: Asked) => /^\w+ (\w+)/.exec(text)![1]!
const said = (asked: Asked[]) => asked.filter((one) => /^(AnswerNotice|SignNotice)$/.test(nameOf(one))).map(({ variables }) => variables.input)

beforeEach(async () => {
  const { remember } = await import('../../graph/database')
  await remember('person', 'me')
})

let close: () => void
afterEach(() => close())

async function open(notice: WholeNotice, answer: () => ReturnType<typeof done> = () => done({ answerNotice: { __typename: 'NoticeAnswer', id: 'a9' }, signNotice: { __typename: 'Signature', id: 's1' } })) {
  const me = { me: { __typename: 'Me', id: 'me', name: '徐静', posts: [] }, myVolunteering: null, myHousehold: null }
  const { asked } = server((one) => (nameOf(one) === 'Me' ? done(me) : answer()))
  const { startSending } = await import('../../graph/sending.svelte')
  startSending()
  const { cleanup, render } = await import('@testing-library/svelte')
  const { default: Answering } = await import('./Answering.svelte')
  close = cleanup
  return { asked, ...render(Answering, { notice }) }
}

const press = async (name: string) => fireEvent.click(await screen.findByRole('button', { name }))

describe('a household', () => {
  test('asks, in words of its own', async () => {
    const { asked, container } = await open(whole('n1', { allowed: ['ANSWER'] }))
    await press('有不明白的，问一问')
    const sheet = screen.getByRole('dialog')
    await fireEvent.click(within(sheet).getByRole('button', { name: '送出' }))
    expect(within(sheet).getByText('请写一句。')).toBeTruthy()
    expect(said(asked)).toEqual([])
    await fireEvent.input(within(sheet).getByLabelText('想问什么'), { target: { value: ' 快递送到哪里？ ' } })
    await fireEvent.click(within(sheet).getByRole('button', { name: '送出' }))
    await waitFor(() => expect(said(asked)).toEqual([{ kind: 'QUESTION', text: '快递送到哪里？' }]))
    expect(await stumbles(container)).toEqual([])
  })

  test('says that it was there too, once for each place', async () => {
    const stop = (id: string, place: string) => ({ __typename: 'NoticeStop' as const, id, place, beginsAt: '2020-01-21T01:00:00+00:00', endsAt: '2020-01-21T02:00:00+00:00' })
    const there = { __typename: 'NoticeAnswer' as const, id: 'a1', kind: 'REGISTRATION' as const, text: '', place: '药店', at: '2020-01-22T01:00:00+00:00', reply: null, card: null }
    const notice = whole('n1', { kind: 'CASE_ROUTE', allowed: ['ANSWER'], stops: [stop('s1', '菜场'), stop('s2', '药店')], myAnswers: [there] })
    const { asked } = await open(notice)
    await screen.findByRole('heading', { name: '那时您也在吗？' })
    await press('我也去过菜场')
    expect(screen.getByRole('dialog').textContent).toContain('我去过菜场，对吗？')
    await press('不了')
    expect(said(asked)).toEqual([])
    await press('我也去过菜场')
    await press('登记')
    await waitFor(() => expect(said(asked)).toEqual([{ kind: 'REGISTRATION', text: '', stop: 's1' }]))
    expect(screen.queryByRole('button', { name: '我也去过药店' })).toBeNull()
    await waitFor(() => expect(screen.queryByRole('heading', { name: '那时您也在吗？' })).toBeNull())
  })

  test('offers its help once', async () => {
    const { asked } = await open(whole('n1', { kind: 'VOLUNTEERS', allowed: ['ANSWER'] }), () => done({ answerNotice: { __typename: 'NoticeAnswer', id: 'a9' } }))
    await press('我报名')
    expect(screen.getByRole('dialog').textContent).toContain('您要报名吗？')
    await press('不了')
    expect(said(asked)).toEqual([])
    await press('我报名')
    await press('报名')
    await waitFor(() => expect(said(asked)).toEqual([{ kind: 'REGISTRATION', text: '' }]))
  })

  test('reads what was replied, to itself and to all', async () => {
    const answer = { __typename: 'NoticeAnswer' as const, id: 'a1', kind: 'QUESTION' as const, text: '几点？', place: null, at: '2020-01-22T01:00:00+00:00', reply: '八点。', card: 'n7' }
    await open(whole('n1', { myAnswers: [answer, { ...answer, id: 'a2', reply: null, card: null }], replies: [{ __typename: 'NoticeReply', id: 'r1', question: '要带什么？', text: '身份证。', at: '2020-01-22T02:00:00+00:00' }] as never }))
    expect(await screen.findByText('回复：八点。')).toBeTruthy()
    expect(screen.getAllByRole('article').map((card) => card.querySelector('.tag')!.textContent)).toEqual(['✓ 已回复', '◐ 等回复'])
    expect(screen.getByRole('link', { name: '看为此发的辟谣' }).getAttribute('href')).toBe('/notices/n7')
    expect(screen.getByText('问：要带什么？')).toBeTruthy()
    expect(screen.queryByRole('button', { name: '有不明白的，问一问' })).toBeNull()
  })
})

describe('a pledge', () => {
  const pledge = (more: Partial<WholeNotice> = {}) => whole('n1', { kind: 'PLEDGE', allowed: ['SIGN', 'ANSWER'], ...more })

  test('is signed by name, for what was read, at the time of the phone', async () => {
    const { asked } = await open(pledge())
    await waitFor(() => expect((screen.getByLabelText('姓名') as HTMLInputElement).value).toBe('徐静'))
    await press('签名')
    await waitFor(() => expect(said(asked)).toHaveLength(1))
    expect(said(asked)[0]).toMatchObject({ name: '徐静', fingerprint: 'f1' })
    expect(Math.abs(Date.parse((said(asked)[0] as { at: string }).at) - Date.now())).toBeLessThan(60_000)
  })

  test('needs a name', async () => {
    const { asked } = await open(pledge())
    const field = await screen.findByLabelText('姓名')
    await fireEvent.input(field, { target: { value: ' ' } })
    await press('签名')
    expect(await screen.findByText('请写您的姓名。')).toBeTruthy()
    expect(said(asked)).toEqual([])
  })

  test('that says something else by now is refused in words, and can be signed again', async () => {
    await open(pledge(), () => refused('signNotice', 'PledgeChanged', '请重新打开，看过再签。'))
    await waitFor(() => expect((screen.getByLabelText('姓名') as HTMLInputElement).value).toBe('徐静'))
    await press('签名')
    expect(await screen.findByText(/请重新打开，看过再签。/)).toBeTruthy()
    expect(screen.getByRole('button', { name: '签名' })).toBeTruthy()
  })

  test('that was signed says when', async () => {
    await open(pledge({ mine: { shownAt: null, readAt: null, signedAt: '2020-01-22T01:00:00+00:00' }, allowed: [] }))
    expect(await screen.findByText(/您家已在2020年1月22日签名。/)).toBeTruthy()
    expect(screen.queryByLabelText('姓名')).toBeNull()
  })
})
