import { expect, test, vi } from 'vitest'

const load = async () => ({ ...(await import('./language.svelte')), ...(await import('../graph/database')) })
const simplified = { hello: '你好', left: (n: number) => `还剩 ${n}` }
const others = {
  'zh-Hant': async () => ({ default: { hello: '你好', left: (n: number) => `還剩 ${n}` } }),
  en: async () => ({ default: { hello: 'Hello', left: (n: number) => `${n} left` } }),
}

test('every sentence follows the language, and the service worker learns of it', async () => {
  const { inEveryLanguage, speak, fact } = await load()
  const words = inEveryLanguage(simplified, others)
  expect([words.hello, words.left(3)]).toEqual(['你好', '还剩 3'])
  await speak('en')
  expect([words.hello, words.left(3), document.documentElement.lang, await fact('language')]).toEqual(['Hello', '3 left', 'en', 'en'])
  await speak('zh-Hans')
  expect(words.hello).toBe('你好')
})

test('words of a page opened later are in the language chosen before', async () => {
  localStorage.setItem('lianxin-language', 'zh-Hant')
  const { inEveryLanguage, wordsAreHere } = await load()
  const words = inEveryLanguage(simplified, others)
  await wordsAreHere()
  expect(words.left(3)).toBe('還剩 3')
})

test('a language that cannot be loaded without signal leaves the old one', async () => {
  localStorage.setItem('lianxin-language', 'zh-Hans')
  const { inEveryLanguage, speak, language } = await load()
  const words = inEveryLanguage(simplified, { ...others, en: () => Promise.reject(new Error('no signal')) })
  await expect(speak('en')).rejects.toThrow('no signal')
  expect([words.hello, language.now, localStorage.getItem('lianxin-language')]).toEqual(['你好', 'zh-Hans', 'zh-Hans'])
})

test.each([
  [['zh-CN'], 'zh-Hans'],
  [['zh-TW', 'en'], 'zh-Hant'],
  [['zh-Hant-HK'], 'zh-Hant'],
  [['en-GB', 'zh'], 'en'],
  [['uz'], 'en'],
  [[], 'zh-Hans'],
])('a new phone with %j begins in %s', async (wanted, expected) => {
  localStorage.removeItem('lianxin-language')
  vi.spyOn(navigator, 'languages', 'get').mockReturnValue(wanted)
  expect((await load()).language.now).toBe(expected)
})
