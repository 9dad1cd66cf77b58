import { fireEvent, render, screen } from '@testing-library/svelte'
import { expect, test } from 'vitest'
import { stumbles } from './testing/axe'
import StepperSheet from './testing/StepperSheet.svelte'

const number = () => screen.getByLabelText<HTMLInputElement>('口罩')
const write = (value: string) => fireEvent.input(number(), { target: { value } })
const send = () => fireEvent.click(screen.getByRole('button', { name: '送出' }))

test('a number above what there is is neither changed nor sent, until the person decides', async () => {
  const sent: number[] = []
  const { container } = render(StepperSheet, { onsend: (quantity: number) => sent.push(quantity) })
  await write('500')
  await fireEvent.blur(number())
  await send()
  expect(sent).toEqual([])
  expect(number().value).toBe('500')
  expect(document.activeElement).toBe(number())
  expect(screen.getByRole('alert').textContent).toContain('这里最多 12。')
  expect(await stumbles(container)).toEqual([])

  await fireEvent.click(screen.getByRole('button', { name: '改成 12' }))
  expect(number().value).toBe('12')
  expect(screen.queryByRole('alert')).toBeNull()
  await send()
  expect(sent).toEqual([12])
})

test('an empty number and one below the least are not sent either; what fits goes at once', async () => {
  const sent: number[] = []
  render(StepperSheet, { onsend: (quantity: number) => sent.push(quantity) })
  for (const wrong of ['', '0', '2.5']) {
    await write(wrong)
    await send()
  }
  expect(sent).toEqual([])
  expect(screen.getByRole('alert').textContent).toContain('请写 1 或更大的整数。')
  await write('7')
  await send()
  await write('99999999')
  await fireEvent.click(screen.getByRole('button', { name: '增加: 口罩' }))
  await send()
  expect(sent).toEqual([7, 8])
})
