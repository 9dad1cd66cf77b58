/** Seconds that must pass before something may be asked again. */
export function countdown() {
  let left = $state(0)
  let timer: ReturnType<typeof setInterval> | undefined

  function stop() {
    clearInterval(timer)
    timer = undefined
  }

  return {
    get left() {
      return left
    },
    start(seconds: number) {
      stop()
      const until = Date.now() + seconds * 1000
      left = seconds
      timer = setInterval(() => {
        left = Math.max(0, Math.ceil((until - Date.now()) / 1000))
        if (!left) stop()
      }, 500)
    },
    stop,
  }
}
