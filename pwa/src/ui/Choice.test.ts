import { render, screen } from '@testing-library/svelte'
import { expect, test } from 'vitest'
import Choice from './Choice.svelte'

test('what is wrong stands before the first of many options, where the focus goes', () => {
  render(Choice, { legend: '调给谁？', options: [{ value: 'a', label: '桂花苑' }], error: '请选一个网格。' })
  const said = screen.getByText('▲ 请选一个网格。')
  expect(said.compareDocumentPosition(screen.getByRole('radio'))).toBe(Node.DOCUMENT_POSITION_FOLLOWING)
  expect(screen.getByRole('radiogroup').getAttribute('aria-describedby')).toBe(said.id)
})
