import { fireEvent, screen, waitFor } from '@testing-library/svelte'
import { expect, test } from 'vitest'
import { done, refused, server, type Behaviour } from '../../graph/testing/server'
import { stumbles } from '../../ui/testing/axe'
import { answering, open, press, sent, type } from '../testing/page'

const turn = { __typename: 'RelayTurn', grid: { __typename: 'Grid', id: 'c1', label: '明月社区' }, arrivedAt: '2020-01-29T10:40:00Z', dueAt: '2020-01-29T11:10:00Z' }
const turns = (...list: object[]): Behaviour => () => done({ notice: { __typename: 'Notice', id: 'n1', turns: list } })
const passed: Behaviour = () => done({ passOnNotice: { __typename: 'Notice', id: 'n1', turns: [], allowed: ['SEE_REACH'] } })
const answers = answering({ NoticeTurns: turns(turn), PassOnNotice: passed })

test('whose turn it is passes it on with a line, and the card is gone', async () => {
  let waits = true
  const { asked } = server(answers({ NoticeTurns: (one) => (waits ? turns(turn) : turns())(one), PassOnNotice: (one) => ((waits = false), passed(one)) }))
  const { container } = await open('passing/Turns', { id: 'n1' })
  expect(await screen.findByText('轮到您转发：明月社区')).toBeTruthy()
  expect(screen.getByText(/到时也会自动往下走/).textContent).toContain('还剩 10 分钟')
  expect(await stumbles(container)).toEqual([])
  await type(/补一句/, ' 口罩在村委会领 ')
  await press('转发下去')
  await waitFor(() => expect(sent(asked, 'PassOnNotice')).toEqual([{ notice: 'n1', grid: 'c1', line: '口罩在村委会领', key: expect.any(String) }]))
  await waitFor(() => expect(screen.queryByText('轮到您转发：明月社区')).toBeNull())
})

test('without signal it waits on the phone, and is not pressed twice', async () => {
  let signal = true
  server((one) => (signal ? answers({})(one) : 'no signal'))
  await open('passing/Turns', { id: 'n1' })
  const button = await screen.findByRole('button', { name: '转发下去' })
  signal = false
  await fireEvent.click(button)
  expect(await screen.findByText('等着送出')).toBeTruthy()
  expect(screen.queryByRole('button', { name: '转发下去' })).toBeNull()
})

test('that it has gone on by itself meanwhile is said', async () => {
  server(answers({ PassOnNotice: () => refused('passOnNotice', 'PassedAlready', '这里已经转发过了，不用再转发。') }))
  await open('passing/Turns', { id: 'n1' })
  await press('转发下去')
  expect(await screen.findByText(/这里已经转发过了/)).toBeTruthy()
})
