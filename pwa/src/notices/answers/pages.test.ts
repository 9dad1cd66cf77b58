import { fireEvent, screen, waitFor, within } from '@testing-library/svelte'
import { expect, test } from 'vitest'
import { done, refused, server } from '../../graph/testing/server'
import { stumbles } from '../../ui/testing/axe'
import { linkOf, open, press, sent, type } from '../testing/page'
import { answers, notice, page, said } from './testing/answers'

const replied = () => done({ done: { __typename: 'NoticeReply', id: 'r1', question: '快递放哪里？', text: '北门货架。', at: '2020-01-29T11:00:00Z' } })

test('those who ask the same get one reply', async () => {
  const { asked } = server(answers({ ReplyToQuestions: replied }))
  const { container } = await open('answers/Answers', { id: 'n1' })
  await fireEvent.click(await screen.findByLabelText(/快递送到哪里/))
  await fireEvent.click(screen.getByLabelText(/快递怎么办/))
  expect(linkOf('用这些提问写一条辟谣')).toBe('/notices/write?grid=g1&about=n1&questions=a1,a2')
  expect(await stumbles(container)).toEqual([])
  await press('一起回复 2 个')
  const sheet = screen.getByRole('dialog')
  await press('回复', sheet)
  expect(within(sheet).getByText('请写回复。')).toBeTruthy()
  expect(sent(asked, 'ReplyToQuestions')).toEqual([])
  await type('大家问的是', '快递放哪里？', sheet)
  await type('回复', ' 北门货架。 ', sheet)
  expect(await stumbles(sheet)).toEqual([])
  await press('回复', sheet)
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  expect(sent(asked, 'ReplyToQuestions')).toEqual([{ notice: 'n1', answers: ['a1', 'a2'], question: '快递放哪里？', text: '北门货架。', key: expect.any(String) }])
})

test('that somebody replied meanwhile is said, and what was written stays', async () => {
  server(answers({ ReplyToQuestions: () => refused('done', 'RepliedAlready', '有人刚刚回复过了。') }))
  await open('answers/Answers', { id: 'n1' })
  await fireEvent.click(await screen.findByLabelText(/几点开门/))
  await press('一起回复 1 个')
  await type('回复', '八点。', screen.getByRole('dialog'))
  await press('回复', screen.getByRole('dialog'))
  expect(await screen.findByText('有人刚刚回复过了。')).toBeTruthy()
  expect(screen.getByDisplayValue('八点。')).toBeTruthy()
})

test('what is said to a drill is marked as such', async () => {
  server(answers({ AnsweredNotice: () => done({ notice: notice({ earnest: 'TEST' }) }) }))
  await open('answers/Answers', { id: 'n1' })
  expect((await screen.findByRole('note')).textContent).toBe('测试')
})

test('who registered comes first where that was asked for, with whom to call', async () => {
  const there = said('a9', '', { phone: '+8613800000021' }, { kind: 'REGISTRATION', place: '菜场' })
  server(answers({ AnsweredNotice: () => done({ notice: notice({ kind: 'CASE_ROUTE' }) }), NoticeRegistrations: () => done({ noticeRegistrations: page([there]) }) }))
  const { container } = await open('answers/Answers', { id: 'n1' })
  expect(await screen.findByText('也去过：菜场')).toBeTruthy()
  expect(linkOf('打电话 138 0000 0021')).toBe('tel:+8613800000021')
  expect(await stumbles(container)).toEqual([])
})

test('signatures are listed, with before whom, and can be printed', async () => {
  const signed = { __typename: 'Signature', id: 's1', name: '徐静', door: '河滨里 3栋2单元101', signedAt: '2020-01-29T10:00:00Z', takenBy: '朱美珍' }
  server(answers({ AnsweredNotice: () => done({ notice: notice({ kind: 'PLEDGE' }) }), NoticeSignatures: () => done({ noticeSignatures: page([signed]) }) }))
  await open('answers/Answers', { id: 'n1' })
  expect((await screen.findByText('徐静')).closest('li')!.textContent).toContain('朱美珍上门签的')
  expect(linkOf('打印签名表')).toBe('/signatures?notice=n1&language=zh-Hans')
})

test('who does not decide about it is led back', async () => {
  server(answers({ AnsweredNotice: () => done({ notice: notice({ allowed: [] }) }) }))
  await open('answers/Answers', { id: 'n1' })
  expect(await screen.findByText('这条公告现在不能改')).toBeTruthy()
})
