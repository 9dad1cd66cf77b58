import { fireEvent, screen, waitFor, within } from '@testing-library/svelte'
import { expect, test } from 'vitest'
import { done, refused, server } from '../../graph/testing/server'
import { stumbles } from '../../ui/testing/axe'
import { open, press, sent, type } from '../testing/page'
import { answers } from './testing/answers'
import { led } from './testing/duty'

test('a new shift is checked before it is sent, and can repeat', async () => {
  const { asked } = server(answers({ CreateShift: () => done({ done: led() }) }))
  const { container } = await open('planning/NewShift', { grid: 'g1' }, '/duty/g1/new?day=2020-02-01')
  await press('加上')
  expect(screen.getByText('请写在哪里。')).toBeTruthy()
  await type('在哪里', '北门')
  await type('开始', '20:00')
  await type('结束', '08:00')
  expect(screen.getByText('到第二天，共 12 小时')).toBeTruthy()
  await fireEvent.click(screen.getByRole('radio', { name: '每几天' }))
  await type('到哪一天为止', '2020-02-05')
  expect(screen.getByText('一共 3 个班：2月1日 周六、2月3日 周一、2月5日 周三。')).toBeTruthy()
  expect(await stumbles(container)).toEqual([])
  await press('加这 3 个班')
  await waitFor(() => expect(sent(asked, 'CreateShift')[0]).toMatchObject({
    grid: 'g1', repeats: 'FREQ=DAILY;INTERVAL=2;UNTIL=20200205T235959',
    input: { kind: 'GUARD', place: '北门', startsAt: '2020-02-01T12:00:00.000Z', endsAt: '2020-02-02T00:00:00.000Z', roles: [{ name: '', number: 2, qualifications: [] }] },
  }))
  await waitFor(() => expect(location.pathname + location.search).toBe('/duty/g1?day=2020-02-01'))
})

/** Chooses whom people call. */
async function call(name: string) {
  const select = screen.getByLabelText<HTMLSelectElement>(/^有事打给谁/)
  const option = within(select).getByRole<HTMLOptionElement>('option', { name })
  // happy-dom knows `:checked` of boxes only; Svelte reads a choice by it.
  select.querySelector = (() => option) as typeof select.querySelector
  await fireEvent.change(select)
}

test('a shift on chosen days of the week says its first days and the last; what the server cannot follow is said there', async () => {
  const { asked } = server(answers({ CreateShift: () => done({ done: { __typename: 'BadInput', message: '看不懂重复的规则。', field: 'repeats' } }) }))
  const { container } = await open('planning/NewShift', { grid: 'g1' }, '/duty/g1/new?day=2020-02-01')
  await type('在哪里', '北门')
  await fireEvent.click(screen.getByRole('radio', { name: '每周' }))
  expect(screen.getByText('一共 5 个班：2月1日 周六、2月8日 周六、2月15日 周六……最后一个是 2月29日 周六。')).toBeTruthy()
  for (const day of ['周一', '周六']) await fireEvent.click(screen.getByRole('checkbox', { name: day }))
  await press('周一到周五')
  expect(screen.getByText('一共 20 个班：2月3日 周一、2月4日 周二、2月5日 周三……最后一个是 2月28日 周五。')).toBeTruthy()
  for (const day of ['周二', '周三', '周四', '周五']) await fireEvent.click(screen.getByRole('checkbox', { name: day }))
  await fireEvent.click(screen.getByRole('radio', { name: '值满几次' }))
  await type('一共几次', 3)
  expect(screen.getByText('一共 3 个班：2月3日 周一、2月10日 周一、2月17日 周一。')).toBeTruthy()
  expect(await stumbles(container)).toEqual([])
  await press('加这 3 个班')
  await waitFor(() => expect(sent(asked, 'CreateShift')[0]).toMatchObject({ repeats: 'FREQ=WEEKLY;BYDAY=MO;COUNT=3' }))
  expect((await screen.findAllByText(/看不懂重复的规则。/)).length).toBe(2)
})

test('a shift longer than anybody may stand is said before it is saved', async () => {
  server(answers({}))
  await open('planning/NewShift', { grid: 'g1' })
  await type('开始', '08:00')
  await type('结束', '20:00')
  await waitFor(() => expect(screen.queryByText(/最多值 12 小时/)).toBeNull())
  await type('结束', '20:30')
  expect(await screen.findByText(/每人 24 小时里最多值 12 小时，这一班没有人能报名。请分成几班/)).toBeTruthy()
})

test('what the server cannot take is said at its field', async () => {
  server(answers({ CreateShift: () => done({ done: { __typename: 'BadInput', message: '请选一年以内的时间。', field: 'startsAt' } }) }))
  await open('planning/NewShift', { grid: 'g1' })
  await type('在哪里', '北门')
  await press('加上')
  await waitFor(() => expect(screen.getByLabelText('开始').getAttribute('aria-invalid')).toBe('true'))
})

test('people call whoever set the shift, or somebody else who has a number', async () => {
  const { asked } = server(answers({ CreateShift: () => done({ done: led() }) }))
  await open('planning/NewShift', { grid: 'g1' })
  await waitFor(() => expect(screen.getByLabelText(/^有事打给谁/)).toHaveProperty('value', 'wang'))
  expect(sent(asked, 'Contacts')).toEqual([{ grid: 'g1' }])
  await type('在哪里', '北门')
  await call('陈晨（没有电话）')
  expect(await screen.findByText(/这一位没有登记电话/)).toBeTruthy()
  await call('李建平')
  await waitFor(() => expect(screen.queryByText(/这一位没有登记电话/)).toBeNull())
  await press('加上')
  await waitFor(() => expect(sent(asked, 'CreateShift')[0]).toMatchObject({ input: { contact: 'li' } }))
})

test('who was called before and has gone is shown, and who is not chosen anew is not sent', async () => {
  const gone = { __typename: 'ShiftContact', person: 'zhao', name: '赵勇' }
  const { asked } = server(answers({ LedShift: () => done({ shift: led({ contact: gone }) }), ChangeShift: () => done({ done: led() }) }))
  await open('planning/ChangeShift', { id: 's1' })
  expect(await screen.findByText('赵勇已经不在这里任职或值班，请换一位。')).toBeTruthy()
  expect(screen.getByLabelText(/^有事打给谁/)).toHaveProperty('value', 'zhao')
  await press('保存')
  await waitFor(() => expect(sent(asked, 'ChangeShift')[0]).toMatchObject({ input: { contact: null } }))
})

test('several roles need names', async () => {
  const { asked } = server(answers({}))
  await open('planning/NewShift', { grid: 'g1' })
  await type('在哪里', '北门')
  await press('再加一种分工')
  await press('加上')
  expect(screen.getAllByText('几种分工要有不同的名称。')).toHaveLength(2)
  expect(sent(asked, 'CreateShift')).toEqual([])
})

test('a change says whom it tells; where somebody was quicker, it is tried again over what they wrote', async () => {
  let place = '北门卡口'
  const { asked } = server(answers({
    LedShift: () => done({ shift: led({ place, version: place === '东门' ? 4 : 3 }) }),
    ChangeShift: () => {
      place = '东门'
      return refused('done', 'Changed', '刚才别人改过了，请再看一看。')
    },
  }))
  const { container } = await open('planning/ChangeShift', { id: 's1' })
  expect(await screen.findByText(/会告诉已报名的 1 个人/)).toBeTruthy()
  expect(screen.getByLabelText('在哪里')).toHaveProperty('value', '北门卡口')
  expect(await stumbles(container)).toEqual([])
  await type('在哪里', '西门')
  await press('保存')
  expect(await screen.findByText('刚才别人改过了，请再看一看。')).toBeTruthy()
  expect(sent(asked, 'ChangeShift')[0]).toMatchObject({ shift: 's1', version: 3, input: { place: '西门' } })
  expect(await screen.findByText('东门')).toBeTruthy()
  expect(screen.getByLabelText('在哪里')).toHaveProperty('value', '西门')
  await press('保存')
  await waitFor(() => expect(sent(asked, 'ChangeShift')[1]).toMatchObject({ version: 4, input: { place: '西门' } }))
})

test('a change reaches those after it at the same hours, if so wished', async () => {
  const { asked } = server(answers({ LedShift: () => done({ shift: led({ isRepeated: true, alikeAfter: 11 }) }), ChangeShift: () => refused('done', 'PlacesTaken', '2月5日 20:00–次日 08:00 这一班已经有 2 人。') }))
  const { container } = await open('planning/ChangeShift', { id: 's1' })
  await screen.findByText('改哪些？')
  await type('在哪里', '南门')
  await fireEvent.click(screen.getByRole('radio', { name: /^这一班和以后同样时间的 11 班/ }))
  expect(screen.getByText(/每个人只收到一次通知/)).toBeTruthy()
  await type('开始', '21:00')
  expect(screen.queryByText(/只有这一班换日子/)).toBeNull()
  await type('哪一天', '2020-01-31')
  expect(screen.getByText(/只有这一班换日子/)).toBeTruthy()
  expect(await stumbles(container)).toEqual([])
  await press('保存')
  await waitFor(() => expect(sent(asked, 'ChangeShift')[0]).toMatchObject({ allFollowing: true, input: { place: '南门' } }))
  expect(await screen.findByText('2月5日 20:00–次日 08:00 这一班已经有 2 人。')).toBeTruthy()
})
