import { render, screen, within } from '@testing-library/svelte'
import { expect, test } from 'vitest'
import Curve from './Curve.svelte'
import Shares from './Shares.svelte'

const points = [
  { seconds: 2, reached: 10 },
  { seconds: 200, reached: 36 },
]

test('whoever does not see a curve hears its marks and can read its numbers', () => {
  const { container } = render(Curve, { title: '多久送到', points, of: 40, marks: [{ percent: 50, seconds: 180 }, { percent: 90, seconds: 200 }, { percent: 100, seconds: null }] })
  const figure = screen.getByRole('figure', { name: '多久送到' })
  expect([...figure.querySelectorAll('dt')].map((term) => `${term.textContent} ${term.nextElementSibling!.textContent}`)).toEqual(['50% ✓ 3 分钟', '90% ✓ 3 分钟 20 秒', '全部 还没到'])
  expect(within(figure).getAllByRole('row', { hidden: true }).map((row) => row.textContent)).toEqual(['用时累计比例', '2 秒1025%', '3 分钟 20 秒3690%'])
  expect(container.querySelectorAll('.met')).toHaveLength(2)
})

const shares = (container: Element) => [...container.querySelectorAll('dt')].map((term) => [term.textContent!.trim(), term.nextElementSibling!.textContent, term.querySelector('span')!.dataset.pattern])

test('each part of a whole has a name, a number and a pattern of its own; what is missing is empty', () => {
  const { container } = render(Shares, { label: '怎样看到的', shares: [{ name: '推送', count: 30 }, { name: '短信', count: 0 }, { name: '上门', count: 4 }, { name: '还没看到', count: 6, missing: true }] })
  expect(shares(container)).toEqual([['推送', '30', '0'], ['上门', '4', '1'], ['还没看到', '6', 'none']])
  const bar = [...container.querySelectorAll<HTMLElement>('.bar span')]
  expect(bar.map(({ dataset, style }) => [dataset.pattern, style.flexGrow])).toEqual([['0', '30'], ['1', '4'], ['none', '6']])
})

test('where nothing is missing that is said too', () => {
  const { container } = render(Shares, { label: '怎样看到的', shares: [{ name: '推送', count: 3 }, { name: '还没看到', count: 0, missing: true }] })
  expect(shares(container)).toEqual([['推送', '3', '0'], ['还没看到', '0', 'none']])
  expect(container.querySelectorAll('.bar span')).toHaveLength(1)
})
