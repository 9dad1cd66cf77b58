import { fireEvent, screen, within } from '@testing-library/svelte'
import type { Component } from 'svelte'
import { afterEach } from 'vitest'
import type { Asked } from '../../graph/testing/server'

/** What a document is called. */
export const nameOf = ({ text }: Asked) => /^\w+ (\w+)/.exec(text)?.[1] ?? ''

export const door = { __typename: 'Door', building: '3', unit: '2', room: '502', label: '3栋2单元502' }
export const resident = (id: string, name: string, more = {}) => ({
  __typename: 'Resident', id, name, phone: '', birthYear: null, isHead: false, isMe: false, hasAccount: false, person: null, version: 1, ...more,
})
/** A family of two, with a neighbour who waits to be let in. */
export const home = {
  __typename: 'Household', id: 'home', version: 1, isVacant: false, mayDecide: true, language: 'ZH_HANS', door, liaison: null, invitations: [],
  grid: { __typename: 'Grid', id: 'east', name: '第一网格' },
  contact: { __typename: 'HouseholdContact', name: '李建平', role: 'MEMBER', phone: '+8613800000004' },
  particulars: {
    __typename: 'HouseholdParticulars', address: '余新镇 第一网格 3栋2单元502', notes: '',
    residents: [resident('mother', '徐静', { isHead: true, isMe: true, hasAccount: true }), resident('grandmother', '奶奶')],
    waiting: [{ __typename: 'Resident', id: 'stranger', name: '老徐', phone: '' }],
    needs: [{ __typename: 'Need', id: 'need', kind: 'INFANT', resident: 'mother', month: '2019-09', note: '牛奶蛋白过敏' }],
  },
  looks: { __typename: 'LookConnection', nodes: [{ __typename: 'Look', id: 'look', name: '王芳', role: 'LEADER', tier: 'TOWN', reason: 'WORK', at: '2020-01-29T11:00:00+00:00' }] },
}

let close: () => void = () => undefined

afterEach(() => close())

/** Every test has a new phone, so the page and what draws it are loaded anew. */
export async function open(page: () => Promise<{ default: Component<any> }>, properties = {}) { // eslint-disable-line @typescript-eslint/no-explicit-any
  const { remember } = await import('../../graph/database')
  await remember('person', 'me')
  const { startSending } = await import('../../graph/sending.svelte')
  startSending()
  const { cleanup, render } = await import('@testing-library/svelte')
  close = cleanup
  return render((await page()).default, properties)
}

export const press = async (name: string) => fireEvent.click(await screen.findByRole('button', { name }))
export const choose = async (label: RegExp, option: string) => {
  const select = await screen.findByLabelText<HTMLSelectElement>(label)
  const chosen = within(select).getByRole<HTMLOptionElement>('option', { name: option })
  // happy-dom knows `:checked` of boxes only; Svelte reads a choice by it.
  select.querySelector = (() => chosen) as typeof select.querySelector
  await fireEvent.change(select)
}
export const fill = (label: RegExp, value: string) => fireEvent.input(screen.getByLabelText(label), { target: { value } })
