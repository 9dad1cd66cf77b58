/** One open tab, or the service worker: its own copy of the code over the phone's one database. */
import { vi } from 'vitest'

export async function openTab() {
  vi.resetModules()
  return {
    ...(await import('../database')),
    ...(await import('../outbox')),
    ...(await import('../sender')),
    ...(await import('../person')),
    ...(await import('../answers')),
    ...(await import('../ask')),
    ...(await import('../news')),
  }
}

export type Tab = Awaited<ReturnType<typeof openTab>>

/** A tab in which somebody is signed in. */
export async function tabOf(person: string): Promise<Tab> {
  const tab = await openTab()
  await tab.remember('person', person)
  return tab
}

/** Keeps a claim of one delivery in the outbox. */
export const claim = (tab: Tab, subject: string, extra: Partial<Parameters<Tab['keep']>[0]> = {}) =>
  tab.keep({ subject, what: '认领', text: 'mutation Claim{claim{__typename}}', types: ['SupplyRequest'], variables: { request: subject }, photo: undefined, ...extra })
