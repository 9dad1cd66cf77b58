import { inEveryLanguage } from '../language.svelte'
import simplified from './zh-Hans'

export type Words = typeof simplified

export const words = inEveryLanguage<Words>(simplified, {
  'zh-Hant': () => import('./zh-Hant'),
  en: () => import('./en'),
})
