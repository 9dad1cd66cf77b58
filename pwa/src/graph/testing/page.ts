/** A page in a test: on a new phone of somebody signed in, before a server that the test plays. */
import { fireEvent, screen, within } from '@testing-library/svelte'
import type { Component } from 'svelte'
import { afterEach, beforeEach, vi } from 'vitest'
import type { Asked, Behaviour } from './server'

let leave: (() => void) | undefined

/** Leaves the page; the phone stays as it is. */
export const close = () => leave?.()

beforeEach(async () => {
  vi.useFakeTimers({ now: new Date('2020-01-29T11:00:00Z'), toFake: ['Date'] })
  const { remember } = await import('../database')
  await remember('person', 'me')
  ;(await import('../sending.svelte')).startSending()
})

afterEach(close)

const nameOf = ({ text }: Asked) => /^\w+ (\w+)/.exec(text)![1]!

/** What the server answers to each question, by its name, over what it usually says; what is not named fails the test. */
export const answering =
  (usual: Record<string, Behaviour>) =>
  (by: Record<string, Behaviour>): Behaviour =>
  (one) =>
    (by[nameOf(one)] ?? usual[nameOf(one)] ?? (() => { throw new Error(`Nobody should ask ${nameOf(one)}.`) }))(one)

export interface Opened {
  default: Component<Record<string, unknown>>
}

/** Opens pages of a slice: `Request`, `board/Board`. Every test has a new phone, so the page and what draws it are loaded anew. */
export const opening =
  (pages: Record<string, () => Promise<Opened>>) =>
  async (name: string, props: Record<string, string> = {}, address = '/') => {
    ;(await import('../../shell/router.svelte')).go(address, { replace: true })
    const { cleanup, render } = await import('@testing-library/svelte')
    const { default: Page } = await pages[`../${name}.svelte`]!()
    leave = cleanup
    return render(Page, props)
  }

export const press = async (name: string, within_: HTMLElement = document.body) => fireEvent.click(await within(within_).findByRole('button', { name }))

export const type = (label: RegExp | string, value: string | number, within_: HTMLElement = document.body) =>
  fireEvent.input(within(within_).getByLabelText(label), { target: { value } })

export const linkOf = (name: RegExp | string) => screen.getByRole('link', { name }).getAttribute('href')

/** With which variables it was asked, each time. */
export const sent = (asked: Asked[], name: string) => asked.filter((one) => nameOf(one) === name).map(({ variables }) => variables)
