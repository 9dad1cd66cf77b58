/** Seconds that must pass before something may be asked again; they stop with the page that shows them. */
export function countdown() {
  let left = $state(0)
  let timer: ReturnType<typeof setInterval> | undefined

  const stop = () => clearInterval(timer)
  $effect(() => stop)

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
  }
}
