import { fireEvent, render, screen, waitFor } from '@testing-library/svelte'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { stumbles } from './testing/axe'
import SheetForm from './testing/SheetForm.svelte'
import SheetOpener from './testing/SheetOpener.svelte'

const { showModal } = HTMLDialogElement.prototype
const setShowModal = (value: unknown) => Object.defineProperty(HTMLDialogElement.prototype, 'showModal', { value, configurable: true })

afterEach(() => setShowModal(showModal))

describe.each([['the browser’s own dialog', true], ['a dialog by hand, on old phones', false]])('%s', (_, native) => {
  const confirmed = vi.fn()

  beforeEach(() => {
    confirmed.mockClear()
    if (!native) setShowModal(undefined)
  })

  async function open() {
    render(SheetOpener, { onconfirm: confirmed })
    const opener = screen.getByRole('button', { name: '撤回' })
    opener.focus()
    await fireEvent.click(opener)
    return opener
  }

  test('asks once, in words that name the thing', async () => {
    await open()
    expect(await stumbles(screen.getByRole('dialog', { name: '撤回这次求助？' }))).toEqual([])
    await fireEvent.click(screen.getByRole('button', { name: '撤回求助' }))
    expect(confirmed).toHaveBeenCalledTimes(1)
    expect(screen.queryByRole('dialog')).toBeNull()
  })

  const tap = (on: Element, { x, y }: { x: number; y: number }) => fireEvent.click(on, { detail: 1, clientX: x, clientY: y })

  test.each(['不了', '关闭'])('“%s” does nothing and gives the focus back', async (name) => {
    const opener = await open()
    await fireEvent.click(screen.getByRole('button', { name }))
    expect(confirmed).not.toHaveBeenCalled()
    expect(screen.queryByRole('dialog')).toBeNull()
    expect(document.activeElement).toBe(opener)
  })

  test('where what opened it is gone meanwhile, whoever uses keys goes on beside it', async () => {
    const opener = await open()
    const beside = document.createElement('button')
    opener.after(beside)
    opener.remove()
    await fireEvent.click(screen.getByRole('button', { name: '不了' }))
    expect(document.activeElement).toBe(beside)
  })

  test('the second half of a double tap does not press what the sheet has uncovered, or what it brought', async () => {
    await open()
    const opener = screen.getByRole('button', { name: '撤回', hidden: true })
    const under = vi.fn()
    opener.addEventListener('click', under)
    const send = screen.getByRole('button', { name: '撤回求助' })
    await tap(opener, { x: 180, y: 767 })
    await tap(send, { x: 180, y: 767 })
    expect(confirmed).not.toHaveBeenCalled()
    under.mockClear()
    await tap(send, { x: 180, y: 600 })
    expect(confirmed).toHaveBeenCalledTimes(1)
    await tap(opener, { x: 182, y: 601 })
    expect(under).not.toHaveBeenCalled()
    await tap(opener, { x: 180, y: 200 })
    expect(under).toHaveBeenCalledTimes(1)
  })

  test('Escape closes it', async () => {
    await open()
    const dialog = screen.getByRole('dialog')
    if (native) await fireEvent(dialog, new Event('cancel', { cancelable: true }))
    else await fireEvent.keyDown(dialog, { key: 'Escape' })
    expect(screen.queryByRole('dialog')).toBeNull()
  })
})

test('who sends too early is taken to the first field that is missing', async () => {
  render(SheetForm)
  await fireEvent.click(screen.getByRole('button', { name: '写' }))
  await fireEvent.click(screen.getByRole('button', { name: '保存' }))
  await waitFor(() => expect(document.activeElement).toBe(screen.getByRole('textbox', { name: '名称' })))
})

test('by hand, the focus goes round inside the dialog', async () => {
  setShowModal(undefined)
  render(SheetOpener, { onconfirm: () => undefined })
  await fireEvent.click(screen.getByRole('button', { name: '撤回' }))
  const dialog = screen.getByRole('dialog')
  const [close, cancel] = [screen.getByRole('button', { name: '关闭' }), screen.getByRole('button', { name: '不了' })]
  expect(document.activeElement).toBe(close)
  await fireEvent.keyDown(dialog, { key: 'Tab', shiftKey: true })
  expect(document.activeElement).toBe(cancel)
  await fireEvent.keyDown(dialog, { key: 'Tab' })
  expect(document.activeElement).toBe(close)
})
