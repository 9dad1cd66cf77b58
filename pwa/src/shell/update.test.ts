import { beforeEach, expect, test, vi } from 'vitest'

/** A service worker as the browser shows it to a page. */
class Worker extends EventTarget {
  state = 'installing'
  postMessage = vi.fn()
  become(state: string) {
    this.state = state
    this.dispatchEvent(new Event('statechange'))
  }
}

class Registration extends EventTarget {
  installing: Worker | null = null
  waiting: Worker | null = null
  find(worker: Worker) {
    this.installing = worker
    this.dispatchEvent(new Event('updatefound'))
  }
}

let registration: Registration
let container: EventTarget & { controller: Worker | null; register: ReturnType<typeof vi.fn> }
const reload = vi.fn()

beforeEach(() => {
  vi.stubEnv('PROD', true)
  reload.mockClear()
  registration = new Registration()
  container = Object.assign(new EventTarget(), { controller: new Worker(), register: vi.fn(async () => registration) })
  vi.stubGlobal('navigator', { serviceWorker: container })
  vi.stubGlobal('location', { reload })
})

async function start() {
  const { startUpdates, update } = await import('./update.svelte')
  startUpdates()
  await vi.waitFor(() => expect(container.register).toHaveBeenCalledWith('/sw.js'))
  await Promise.resolve()
  return update
}

test('a new version is offered quietly, and used when somebody agrees', async () => {
  const update = await start()
  const worker = new Worker()
  registration.find(worker)
  expect(update.offered).toBe(false)
  worker.become('installed')
  expect(update.offered).toBe(true)
  expect(worker.postMessage).not.toHaveBeenCalled()
  update.accept()
  expect(worker.postMessage).toHaveBeenCalledWith({ use: 'new version' })
  container.dispatchEvent(new Event('controllerchange'))
  expect(reload).toHaveBeenCalledTimes(1)
})

test('one that waits since the last visit is used at the start, unless another page is open', async () => {
  registration.waiting = new Worker()
  const update = await start()
  expect(registration.waiting.postMessage).toHaveBeenCalledWith({ use: 'new version', ifAlone: true })
  expect(update.offered).toBe(true)
})

test('the very first version is nothing new, and reloads nothing', async () => {
  container.controller = null
  const update = await start()
  const worker = new Worker()
  registration.find(worker)
  worker.become('installed')
  container.dispatchEvent(new Event('controllerchange'))
  expect([update.offered, reload.mock.calls]).toEqual([false, []])
})

test('the service worker is told at the start, and when another language was chosen, to keep its sentences', async () => {
  await start()
  expect(container.controller!.postMessage.mock.calls).toEqual([[{ keep: 'sentences' }]])
  const { keepSentences } = await import('./update.svelte')
  keepSentences()
  expect(container.controller!.postMessage).toHaveBeenCalledTimes(2)
})
