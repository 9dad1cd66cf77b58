import { render, screen } from '@testing-library/svelte'
import { expect, test, vi } from 'vitest'
import OfferForm from './OfferForm.svelte'

const press = async (name: string) => {
  screen.getByRole('button', { name }).click()
  await new Promise((done) => setTimeout(done))
}

test('somebody who changes nothing offers what most people can', async () => {
  const onsend = vi.fn()
  render(OfferForm, { action: '报名', onsend })
  await press('报名')
  const [offer] = onsend.mock.calls[0]!
  expect(offer).toMatchObject({ skills: ['CARRYING'], reach: 'COMMUNITY', partnerGroup: '' })
  expect(offer.hours).toHaveLength(21)
})

test('without a skill nothing is sent, and the form says what is missing', async () => {
  const onsend = vi.fn()
  render(OfferForm, { action: '报名', onsend })
  screen.getByRole<HTMLInputElement>('checkbox', { name: '搬东西、送东西' }).click()
  await press('报名')
  expect(onsend).not.toHaveBeenCalled()
  expect(screen.getByText(/请至少选一样/)).toBeTruthy()
})

test('what was offered before is filled in', async () => {
  const onsend = vi.fn()
  const hours = [{ weekday: 6, from: '08:00:00', to: '12:00:00' }]
  render(OfferForm, { action: '保存', onsend, offer: { skills: ['DRIVING'], hours, reach: 'TOWN', partnerGroup: '车队' } })
  await press('保存')
  expect(onsend).toHaveBeenCalledWith({
    skills: ['DRIVING'],
    hours: [{ weekday: 6, from: '08:00', to: '12:00' }],
    reach: 'TOWN',
    partnerGroup: '车队',
  })
})
