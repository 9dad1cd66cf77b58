/** Registers the service worker, and offers a new version quietly: it is used when somebody agrees, or at the next start. */

let waiting = $state.raw<ServiceWorker>()

export const update = {
  get offered() {
    return !!waiting
  },
  accept: () => waiting?.postMessage({ use: 'new version' }),
}

/** This phone speaks another language now: its sentences are kept on it too. */
export const keepSentences = () => navigator.serviceWorker?.controller?.postMessage({ keep: 'sentences' })

interface TrustedTypes {
  createPolicy: (name: string, rules: { createScriptURL: (address: string) => string }) => { createScriptURL: (address: string) => string }
}

/** Under `require-trusted-types-for 'script'` the address of a worker has to come from a named policy. */
function workerAddress(): string {
  const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes }
  const policy = trustedTypes?.createPolicy('lianxin', { createScriptURL: () => '/sw.js' })
  return policy ? policy.createScriptURL('') : '/sw.js'
}

export function startUpdates() {
  if (!('serviceWorker' in navigator) || !import.meta.env.PROD) return
  // After the first page, so that it never competes with it for a weak signal.
  if (document.readyState === 'complete') void register()
  else addEventListener('load', () => void register())
}

async function register() {
  const controlled = !!navigator.serviceWorker.controller
  navigator.serviceWorker.addEventListener('controllerchange', () => controlled && location.reload())
  const registration = await navigator.serviceWorker.register(workerAddress()).catch(() => undefined)
  if (!registration) return
  keepSentences()
  // Waiting since the last visit: nobody has begun anything yet, so use it now.
  if (registration.waiting && controlled) {
    waiting = registration.waiting
    waiting.postMessage({ use: 'new version', ifAlone: true })
  }
  registration.addEventListener('updatefound', () => watch(registration.installing))
}

function watch(worker: ServiceWorker | null) {
  worker?.addEventListener('statechange', () => {
    if (worker.state === 'installed' && navigator.serviceWorker.controller) waiting = worker
  })
}
