// @vitest-environment node
import { expect, test } from 'vitest'
import { filled, match, type Route } from './route'

const page = () => Promise.reject(new Error('not loaded here'))
const routes: Route[] = [{ path: '/', page }, { path: '/requests/:id', page }, { path: '/requests/new', page }, { path: '/grids/:grid/people/:person', page }]
const found = (path: string) => {
  const hit = match(routes, path)
  return hit && [hit.route.path, hit.parameters]
}

test('parts of a path are handed to the page', () => {
  expect(found('/requests/r1')).toEqual(['/requests/:id', { id: 'r1' }])
  expect(found('/grids/%E4%B8%80/people/p')).toEqual(['/grids/:grid/people/:person', { grid: '一', person: 'p' }])
})

test('a page of its own wins over a part of a path', () => {
  expect(found('/requests/new')).toEqual(['/requests/new', {}])
})

test('what is longer or shorter is another page', () => {
  expect([found('/requests'), found('/requests/r1/more'), found('/nowhere')]).toEqual([undefined, undefined, undefined])
  expect([found('/'), found('/requests/r1/')].map((hit) => hit?.[0])).toEqual(['/', '/requests/:id'])
})

test('a list beside a page is found by the same parts of the path', () => {
  expect(filled('/stock/:grid', { grid: '一', item: 'mask' })).toBe('/stock/%E4%B8%80')
  expect(filled('/requests', { id: 'r1' })).toBe('/requests')
})

test('an address that is no address is no page', () => {
  expect(found('/requests/%E4')).toBeUndefined()
})
