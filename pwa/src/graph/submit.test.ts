import { beforeEach, expect, test, vi } from 'vitest'
import type { Operation } from './operation'
import { done, refused, server } from './testing/server'

const Claim = { text: 'mutation Claim{claim{__typename id}}', types: ['SupplyRequest'] } as unknown as Operation<{ claim: unknown }, { request: string; key: string }>
const open = async () => ({ ...(await import('./submit')), ...(await import('./sending.svelte')), ...(await import('./database')), ...(await import('./answers')), ...(await import('./outbox')) })
const accepted = () => done({ claim: { __typename: 'SupplyRequest', id: 'r1' } })

let tab: Awaited<ReturnType<typeof open>>

beforeEach(async () => {
  tab = await open()
  await tab.remember('person', 'li')
  tab.startSending()
})

test('with signal the answer comes back', async () => {
  const { asked } = server(accepted)
  const { key, answer } = await tab.submit(Claim, 'r1', { request: 'r1' })
  expect(await answer).toEqual({ state: 'done', data: { claim: { __typename: 'SupplyRequest', id: 'r1' } } })
  expect(asked.map(({ variables }) => variables)).toEqual([{ request: 'r1', key }])
})

test('a refusal comes back, and stays on the screen until it was read', async () => {
  server(() => refused('claim', 'AlreadyTaken', '已经有人送了。'))
  const { key, answer } = await tab.submit(Claim, 'r1', { request: 'r1' })
  expect(await answer).toEqual({ state: 'refused', refusal: { code: 'AlreadyTaken', message: '已经有人送了。' } })
  await vi.waitFor(() => expect(tab.pending.for('r1')).toMatchObject({ state: 'refused', refusal: { message: '已经有人送了。' } }))
  expect(await tab.pending.dismiss(key)).toBe(true)
  await vi.waitFor(() => expect(tab.pending.for('r1')).toBeUndefined())
})

test('a refusal of one field says which', async () => {
  server(() => done({ claim: { __typename: 'BadInput', message: '请写短一点。', field: 'note' } }))
  const { answer } = await tab.submit(Claim, 'r1', { request: 'r1' })
  expect(await answer).toEqual({ state: 'refused', refusal: { code: 'BadInput', message: '请写短一点。', field: 'note' } })
})

test('without signal it is shown as waiting, with what it is and what was said in it', async () => {
  server(() => 'no signal')
  await tab.submit(Claim, 'r1', { request: 'r1' }, { what: '认领：奶粉 1 罐' })
  await vi.waitFor(() => expect(tab.pending.for('r1')).toMatchObject({ state: 'queued', what: '认领：奶粉 1 罐', stuck: false }))
  expect(tab.pending.waiting).toBe(1)
  expect(tab.pending.of(Claim).map(({ variables }) => variables.request)).toEqual(['r1'])
  expect(tab.pending.for('r2')).toBeUndefined()
})

test('what does not get through many times says so', async () => {
  server(() => 'no signal')
  await tab.submit(Claim, 'r1', { request: 'r1' })
  for (let tries = 0; tries < 5; tries++) await tab.send(true)
  await vi.waitFor(() => expect(tab.pending.for('r1')).toMatchObject({ state: 'queued', stuck: true }))
})

test('what was tried once cannot be taken back, since the server may have it', async () => {
  server(() => 'no signal')
  const { key } = await tab.submit(Claim, 'r1', { request: 'r1' })
  await vi.waitFor(() => expect(tab.pending.for('r1')).toMatchObject({ untried: false, state: 'queued' }))
  expect(await tab.pending.dismiss(key)).toBe(false)
  expect(await tab.entries()).toHaveLength(1)
})

test('a photo is kept with the write that names it', async () => {
  server(() => 'no signal')
  const image = new Blob([new Uint8Array([1, 2, 3])], { type: 'image/jpeg' })
  await tab.submit(Claim, 'r1', { request: 'r1' }, { photo: { id: 'p1', image } })
  const [entry] = await tab.entries()
  expect({ ...entry!.photo, image: [...new Uint8Array(entry!.photo!.image)] }).toEqual({ id: 'p1', image: [1, 2, 3], sent: false })
})

/** Lets the phone's database take nothing more into the outbox, `times` times. */
function fullPhone(times: number) {
  const add = IDBObjectStore.prototype.add
  return vi.spyOn(IDBObjectStore.prototype, 'add').mockImplementation(function (this: IDBObjectStore, value: unknown) {
    if (times-- > 0) throw new DOMException('', 'QuotaExceededError')
    return add.call(this, value)
  })
}

test('a full phone gives up what was read before it gives up what was done', async () => {
  server(() => 'no signal')
  const name = await tab.keptUnder('query Me{me}', {})
  await tab.keepAnswer(name, { data: {}, at: 1 })
  vi.stubGlobal('IDBObjectStore', (await import('fake-indexeddb')).IDBObjectStore)
  fullPhone(1)
  await tab.submit(Claim, 'r1', { request: 'r1' })
  expect(await tab.entries()).toHaveLength(1)
  expect(await tab.kept(name)).toBeUndefined()
})

test('a phone without any room says that nothing was kept', async () => {
  const { asked } = server(accepted)
  vi.stubGlobal('IDBObjectStore', (await import('fake-indexeddb')).IDBObjectStore)
  const spy = fullPhone(2)
  await expect(tab.submit(Claim, 'r1', { request: 'r1' })).rejects.toBeInstanceOf(tab.NotKept)
  expect(asked).toEqual([])
  spy.mockRestore()
  expect(await tab.entries()).toEqual([])
})

test('what a form hands over alive is kept as it was at that moment', async () => {
  const { asked } = server(accepted)
  // A browser refuses to keep a proxy; this one is alive in the same way as a form.
  const request = new Proxy(['r1'], {})
  const { answer } = await tab.submit(Claim, 'r1', { request: request as unknown as string })
  request.push('r2')
  expect(await answer).toMatchObject({ state: 'done' })
  expect(asked[0]!.variables.request).toEqual(['r1'])
})
