import { render, screen } from '@testing-library/svelte'
import { expect, test } from 'vitest'
import type { Pending } from '../graph/sending.svelte'
import Standing from './Standing.svelte'

const entry = (what: Partial<Pending>): Pending => ({ key: 'k', subject: 'r1', what: '', variables: {}, at: 1, state: 'queued', untried: true, stuck: false, ...what })

test.each([
  ['waits for signal', entry({}), '等着送出 有信号就自动送出，不用再按。'],
  ['is being sent', entry({ state: 'sending' }), '正在送出'],
  ['does not get through', entry({ stuck: true }), '等着送出 还没送到，会继续试。急的话请直接打电话。'],
  ['was refused', entry({ state: 'refused', refusal: { code: 'AlreadyTaken', message: '已经有人送了。' } }), '未成功 已经有人送了。'],
  ['was refused without a reason', entry({ state: 'refused', refusal: { code: 'HTTP_400', message: '' } }), '未成功 没有成功，请换个办法或联系网格长。'],
  ['has a photo that was not taken', entry({ state: 'refused', refusal: { code: 'PHOTO', message: '' } }), '未成功 照片没有收下，请重拍一张再送。'],
  ['broke', entry({ state: 'refused', refusal: { code: 'BUG', message: 'x', id: 'ab12' } }), '未成功 出了点问题，不是您的错。请把编号 ab12 告诉网格长。'],
])('what %s says so', (_, pending, sentence) => {
  render(Standing, { pending })
  expect(screen.getByRole('status').querySelector('p')!.textContent!.replace(/^\S+ /, '').trim()).toBe(sentence)
})

test('nothing waits, nothing is said', () => {
  render(Standing, { pending: undefined })
  expect(screen.getByRole('status').textContent).toBe('')
})
