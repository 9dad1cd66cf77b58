/** Keeps the screen from going dark while it is looked at, where the browser can; gives what lets it sleep again. */
interface Lock {
  release: () => Promise<void>
}

type Wakeful = Navigator & { wakeLock?: { request: (kind: 'screen') => Promise<Lock> } }

export function stayAwake(): () => void {
  let lock: Lock | undefined
  let over = false

  // A lock ends by itself when the page is put away.
  const hold = async () => {
    if (document.visibilityState !== 'visible') return
    lock = await (navigator as Wakeful).wakeLock?.request('screen').catch(() => undefined)
    if (over) void lock?.release()
  }
  void hold()
  document.addEventListener('visibilitychange', hold)
  return () => {
    over = true
    document.removeEventListener('visibilitychange', hold)
    void lock?.release()
  }
}
