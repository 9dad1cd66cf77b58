import { fireEvent, screen } from '@testing-library/svelte'
import { afterEach, expect, test, vi } from 'vitest'
import { whole } from '../testing/notice'

let close: () => void
afterEach(() => {
  close()
  Reflect.deleteProperty(navigator, 'share')
})

test('what is a drill, or holds no longer, is passed on with a mark', async () => {
  const shared = vi.fn(async () => undefined)
  Object.assign(navigator, { share: shared })
  const { cleanup, render } = await import('@testing-library/svelte')
  const { default: Share } = await import('./Share.svelte')
  close = cleanup
  render(Share, { notice: whole('n1', { state: 'WITHDRAWN', earnest: 'EXERCISE' }) })
  await fireEvent.click(screen.getByRole('button', { name: '转给邻居' }))
  expect(shared).toHaveBeenCalledWith(expect.objectContaining({ title: '【已撤回】【演练】公告 n1' }))
})
