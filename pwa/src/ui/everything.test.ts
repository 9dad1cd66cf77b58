import { render, screen } from '@testing-library/svelte'
import { expect, test } from 'vitest'
import Everything from './testing/Everything.svelte'
import { stumbles } from './testing/axe'

test('nobody stumbles over any part', async () => {
  const { container } = render(Everything)
  expect(await stumbles(container)).toEqual([])
})

test('a field says what is wrong with it to those who hear the page', () => {
  render(Everything)
  const field = screen.getByLabelText('手机号')
  expect(field.getAttribute('aria-invalid')).toBe('true')
  const said = field.getAttribute('aria-describedby')!.split(' ').map((id) => document.getElementById(id)!.textContent)
  expect(said).toEqual(['11 位', '请再看一遍'])
})

test('what must be filled in is not called optional', () => {
  render(Everything)
  expect(screen.getByText('手机号').textContent).toBe('手机号')
  expect(screen.getByText('说明').textContent).toBe('说明可不填')
})
