import { beforeAll, expect, test } from 'vitest'
import { ofServer } from '../sw/of-server'
import { everyRoute, find, isOpen } from './routes'
import { paths } from './tabs'

const code = import.meta.glob<string>(['../*/**/*.{svelte,ts}', '!../**/*.test.ts', '!../**/{documents,*routes}.ts', '!../**/testing/*'], { query: '?raw', import: 'default', eager: true })

/** Addresses of pages as they stand in the code; whatever is put into one stands for some id. */
const address = /(?:href=|href: |path: |go\(|back=)["'`{]*(\/(?:\$?\{[^}]*\}|[^"'`?{\s])*)/g
const linked = Object.entries(code).flatMap(([file, text]) => {
  const found = [...text.matchAll(address)].map(([, to]) => to!.replace(/(?<=\/)\$?\{[^}]*\}/g, 'x').replace(/\$?\{[^}]*\}/g, ''))
  return [...new Set(found)].map((to) => [to, file] as const)
})

beforeAll(everyRoute)

test.each(linked)('%s, which %s leads to, is a page', (to) => expect(to === '/' || ofServer.test(to) || find(to)).toBeTruthy())

test.each(Object.values(paths))('the tab that leads to %s leads to a page', (path) => expect(find(path)).toBeTruthy())

test('only signing in, an invitation and the end are open to anybody', () => {
  expect(['/sign-in', '/join', '/join/AB12', '/erased', '/me', '/today', '/waiting'].filter(isOpen)).toEqual(['/sign-in', '/join', '/join/AB12', '/erased'])
})
