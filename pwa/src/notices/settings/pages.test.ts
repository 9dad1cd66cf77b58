import { fireEvent, screen, waitFor, within } from '@testing-library/svelte'
import { expect, test, vi } from 'vitest'
import { done, refused, server } from '../../graph/testing/server'
import { stumbles } from '../../ui/testing/axe'
import { linkOf, open, press, sent, type } from '../testing/page'
import { answers, group, settings } from './testing/answers'

test('a leader sets two people and when each channel has its turn', async () => {
  const { asked } = server(answers({ SetNoticeSettings: () => done({ done: settings({ twoPeople: true, version: 3 }) }) }))
  const { container } = await open('settings/Settings')
  await fireEvent.click(await screen.findByLabelText('发公告要两个人'))
  await fireEvent.click(screen.getByLabelText('短信'))
  await type('短信：几分钟后', 15)
  expect(await stumbles(container)).toEqual([])
  await press('保存设置')
  expect(await screen.findByText('已保存，从下一条公告起生效。')).toBeTruthy()
  expect(sent(asked, 'SetNoticeSettings')).toEqual([
    { grid: 'g1', version: 2, input: { twoPeople: true, relayMinutes: 30, steps: [{ channel: 'PUSH', minutes: 0 }, { channel: 'SMS', minutes: 15 }, { channel: 'DOOR', minutes: 60 }] }, key: expect.any(String) },
  ])
})

test('a door before all else is not sent', async () => {
  const { asked } = server(answers({}))
  await open('settings/Settings')
  await fireEvent.click(await screen.findByLabelText('聊天群'))
  await type('聊天群：几分钟后', 90)
  expect(screen.getByText(/上门要放在最后/)).toBeTruthy()
  await press('保存设置')
  expect(sent(asked, 'SetNoticeSettings')).toEqual([])
})

test('who may not change them reads them', async () => {
  server(answers({ GroundSettings: () => done({ noticeSettings: settings({ setHere: false, mayChange: false, twoPeople: true }) }) }))
  await open('settings/Settings')
  expect(await screen.findByText('发公告要两个人')).toBeTruthy()
  expect(screen.getByText('马上：手机推送')).toBeTruthy()
  expect(screen.queryByRole('button', { name: '保存设置' })).toBeNull()
})

test('a group is bound by its robot’s address, which is nowhere afterwards', async () => {
  const { asked } = server(answers({ BindChatGroup: () => done({ done: group({ id: 'c2', name: '桂花苑群' }) }) }))
  await open('settings/Settings')
  await press('绑定一个群')
  const sheet = screen.getByRole('dialog')
  await press('绑定一个群', sheet)
  expect(within(sheet).getByText('请贴上机器人的地址。')).toBeTruthy()
  await type(/群的名字/, '桂花苑群', sheet)
  await type(/机器人的地址/, 'https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=k', sheet)
  expect(await stumbles(sheet)).toEqual([])
  await press('绑定一个群', sheet)
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  expect(sent(asked, 'BindChatGroup')).toMatchObject([{ grid: 'g1', name: '桂花苑群' }])
  expect(document.body.innerHTML).not.toContain('key=k')
})

test('a group is tried, and one that takes nothing says so', async () => {
  server(answers({ ChatGroups: () => done({ chatGroups: [group({ failingSince: '2020-01-29T09:00:00Z' })] }), TryChatGroup: () => refused('tryChatGroup', 'GroupSilent', '群没有收下，请看看机器人还在不在。') }))
  await open('settings/Settings')
  expect(await screen.findByText('发不出去')).toBeTruthy()
  await press('发一条试试')
  expect(await screen.findByText('群没有收下，请看看机器人还在不在。')).toBeTruthy()
})

test('a group is removed after asking once', async () => {
  const { asked } = server(answers({ RemoveChatGroup: () => done({ done: { __typename: 'RemovedChatGroup', id: 'c1' } }) }))
  await open('settings/Settings')
  await press('不再发到这个群')
  await press('不再发到这个群', screen.getByRole('dialog'))
  await waitFor(() => expect(sent(asked, 'RemoveChatGroup')).toMatchObject([{ group: 'c1' }]))
})

test('a notice is brought into a group as text, as a picture, and onto paper', async () => {
  const { asked } = server(answers({}))
  const { container } = await open('sharing/SharePage', { id: 'n1' })
  expect(await screen.findByText('这个链接打开过 7 次。')).toBeTruthy()
  vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue()
  await press('复制')
  expect(navigator.clipboard.writeText).toHaveBeenCalledWith('明早测体温\nhttps://lianxin.example/n/abc')
  expect(await screen.findByText('已复制，可以粘贴到群里。')).toBeTruthy()
  expect(linkOf('打印 A4 张贴')).toBe('/n/abc/poster')
  expect(sent(asked, 'NoticeLink')).toEqual([{ notice: 'n1', grid: 'g1' }])
  expect(await stumbles(container)).toEqual([])
})
