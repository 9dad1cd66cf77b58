import { fireEvent, screen, waitFor } from '@testing-library/svelte'
import { expect, test } from 'vitest'
import { done, refused, server } from '../graph/testing/server'
import { stumbles } from '../ui/testing/axe'
import { formula, whole } from './testing/needs'
import { answering, close, open, press, type } from './testing/page'

const brand = { code: 'brand', label: '品牌', kind: 'TEXT', required: false, choices: [] }
const items = [{ ...formula, category: 'INFANT', questions: [brand] }]
const place = { __typename: 'Grid', id: 'g1', name: '第一网格' }
const home = { __typename: 'Household', id: 'h1', door: { label: '3栋502' }, grid: place, contact: null }
const other = { __typename: 'Household', id: 'h2', door: { label: '5栋101' }, grid: place }
const me = { me: { __typename: 'Me', id: 'me', name: '', language: 'ZH_HANS', posts: [] }, myVolunteering: null, myHousehold: { __typename: 'Household', id: 'h1' } }

const answers = answering({
  Me: () => done(me),
  MyDoor: () => done({ myHousehold: home, myWaiting: null, unreadMessages: 0 }),
  OneDoor: () => done({ household: other }),
  Catalogue: () => done({ items }),
})

const draft = async () => (await import('../graph/database')).fact('draft')

/** Chooses formula, writes its brand, and puts it on the list unless it is left half written. */
async function begin({ half = false } = {}) {
  await open('Ask', {}, '/ask')
  await press('婴儿奶粉')
  await type(/品牌/, '爱他美')
  if (half) return
  await press('加入清单')
  await type(/还想说明什么/, '宝宝四个月')
}

test('a request that was left is there again, with its note', async () => {
  server(answers({}))
  await begin()
  await waitFor(async () => expect(await draft()).toMatchObject({ note: '宝宝四个月' }))
  close()
  const { container } = await open('Ask', {}, '/ask')
  expect(await screen.findByText('上次写的还在这里，看一看再送。')).toBeTruthy()
  expect(screen.getByText('品牌：爱他美')).toBeTruthy()
  expect(screen.getByLabelText(/还想说明什么/)).toHaveProperty('value', '宝宝四个月')
  expect(await stumbles(container)).toEqual([])
})

test('one thing that was half written is open again at its questions', async () => {
  server(answers({}))
  await begin({ half: true })
  await waitFor(async () => expect(await draft()).toMatchObject({ at: 0 }))
  close()
  await open('Ask', {}, '/ask')
  expect(await screen.findByLabelText(/品牌/)).toHaveProperty('value', '爱他美')
  await press('加入清单')
  expect(screen.getByText('品牌：爱他美')).toBeTruthy()
})

test('what was sent, or cleared, is not there again; what was refused is', async () => {
  const { then } = server(answers({ RequestSupplies: () => refused('requestSupplies', 'TooManyOpen', '您家有 10 个求助还没办完。') }))
  await begin()
  await press('送出求助')
  expect(await screen.findByText(/10 个求助/)).toBeTruthy()
  await waitFor(async () => expect(await draft()).toMatchObject({ note: '宝宝四个月' }))
  const { pending } = await import('../graph/sending.svelte')
  await waitFor(() => expect(pending.all).toEqual([]))

  then(answers({ RequestSupplies: () => done({ requestSupplies: whole({ isMine: true }) }) }))
  await press('送出求助')
  await waitFor(() => expect(location.pathname).toBe('/requests/r1'))
  expect(await draft()).toBeUndefined()
  close()

  await begin()
  await waitFor(async () => expect(await draft()).toBeTruthy())
  close()
  await open('Ask', {}, '/ask')
  await press('清空重写')
  expect(await screen.findByRole('button', { name: '婴儿奶粉' })).toBeTruthy()
  await waitFor(async () => expect(await draft()).toBeUndefined())
})

test('what one person began is shown to nobody else, and signing out wipes it', async () => {
  server(answers({}))
  await begin()
  await waitFor(async () => expect(await draft()).toBeTruthy())
  close()
  const { remember } = await import('../graph/database')
  await remember('person', 'somebody else')
  await open('Ask', {}, '/ask')
  expect(await screen.findByRole('button', { name: '婴儿奶粉' })).toBeTruthy()
  expect(screen.queryByText(/上次写的还在这里/)).toBeNull()
  close()
  await (await import('../graph/person')).wipe()
  expect(await draft()).toBeUndefined()
})

test('what was begun for another household is not mixed with one’s own', async () => {
  server(answers({}))
  await open('Ask', {}, '/ask?household=h2')
  await press('婴儿奶粉')
  await press('加入清单')
  await waitFor(async () => expect(await draft()).toMatchObject({ household: 'h2' }))
  close()
  await open('Ask', {}, '/ask')
  expect(await screen.findByRole('button', { name: '婴儿奶粉' })).toBeTruthy()
  expect(await draft()).toMatchObject({ household: 'h2' })
  close()
  await open('Ask', {}, '/ask?for=other')
  expect(await screen.findByRole('heading', { name: '替 5栋101 求助' })).toBeTruthy()
  expect(await screen.findByText('婴儿奶粉 1 罐')).toBeTruthy()
  await fireEvent.click(screen.getByRole('button', { name: '换一户' }))
  expect(await screen.findByRole('searchbox', { name: '查找住户' })).toBeTruthy()
})
