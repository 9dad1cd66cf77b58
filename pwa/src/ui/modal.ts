import { focusFirstError } from './described'
import { movedUnderFinger } from './second-tap'

/** Opens a dialog over everything, keeps the focus in it, and gives the focus back when it closes. */
export function modal(closed: () => void) {
  return (dialog: HTMLDialogElement) => {
    const before = document.activeElement as HTMLElement | null
    const around = before?.parentElement
    const native = typeof dialog.showModal === 'function'
    const byPointer = (event: MouseEvent) => {
      const target = event.target as Element
      if (target === dialog ? outside(dialog, event) : target.closest('[data-close]')) closed()
      else if (target.closest('footer')) sent()
    }
    // What is missing may be above what the thumb reaches.
    const sent = () => focusFirstError(dialog)
    const byKey = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && !native) closed()
      if (event.key === 'Tab' && !native) keepInside(dialog, event)
    }
    const byBrowser = (event: Event) => {
      event.preventDefault()
      closed()
    }
    dialog.addEventListener('click', byPointer)
    dialog.addEventListener('submit', sent)
    dialog.addEventListener('keydown', byKey)
    dialog.addEventListener('cancel', byBrowser)
    native ? dialog.showModal() : openByHand(dialog)
    movedUnderFinger()
    return () => {
      movedUnderFinger()
      if (native) dialog.close()
      if (before?.isConnected) before.focus()
      // What was answered is often gone from the page: whoever uses keys goes on beside it, and not at the top.
      else around?.querySelector<HTMLElement>(focusable)?.focus({ preventScroll: true })
    }
  }
}

function outside(dialog: Element, { clientX, clientY }: MouseEvent): boolean {
  const { left, right, top, bottom } = dialog.getBoundingClientRect()
  return clientX < left || clientX > right || clientY < top || clientY > bottom
}

const focusable = 'a[href], button:not(:disabled), input:not(:disabled), select:not(:disabled), textarea:not(:disabled)'

function openByHand(dialog: HTMLDialogElement) {
  dialog.setAttribute('open', '')
  dialog.setAttribute('role', 'dialog')
  dialog.setAttribute('aria-modal', 'true')
  dialog.classList.add('by-hand')
  dialog.querySelector<HTMLElement>(focusable)?.focus()
}

function keepInside(dialog: HTMLDialogElement, event: KeyboardEvent) {
  const all = [...dialog.querySelectorAll<HTMLElement>(focusable)]
  const [first, last] = [all[0], all[all.length - 1]]
  const leaving = event.shiftKey ? first : last
  if (document.activeElement !== leaving) return
  event.preventDefault()
  ;(event.shiftKey ? last : first)?.focus()
}
