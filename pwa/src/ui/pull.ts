/** Pulling the page down to refresh it; the button beside the title does the same for everybody else. */
const enough = 64

export function pull(show: (distance: number) => void, refresh: () => Promise<unknown>) {
  return (page: HTMLElement) => {
    let from: number | undefined
    let distance = 0
    const start = ({ touches }: TouchEvent) => (from = window.scrollY <= 0 && touches.length === 1 ? touches[0]!.clientY : undefined)
    const move = ({ touches }: TouchEvent) => {
      if (from === undefined) return
      distance = Math.max(0, Math.min(96, (touches[0]!.clientY - from) / 2))
      show(distance)
    }
    const end = () => {
      if (distance >= enough) void refresh()
      from = undefined
      distance = 0
      show(0)
    }
    page.addEventListener('touchstart', start, { passive: true })
    page.addEventListener('touchmove', move, { passive: true })
    page.addEventListener('touchend', end)
    page.addEventListener('touchcancel', end)
    return () => {
      page.removeEventListener('touchstart', start)
      page.removeEventListener('touchmove', move)
      page.removeEventListener('touchend', end)
      page.removeEventListener('touchcancel', end)
    }
  }
}
