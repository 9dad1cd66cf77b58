/** Fails when what a phone must load grows beyond what a cheap one on a weak signal can bear. Run after the build. */
import { readFileSync, readdirSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'

const out = resolve(import.meta.dirname, '../dist')
const kB = 1000
const limits = {
  'first route (signing in), JavaScript': 40,
  'first route (signing in), CSS': 8,
  'heaviest page beside what pages share': 15,
  "a leader's board beside it": 45,
  'service worker': 4,
  'kept for no signal': 250,
}

const size = (file: string) => statSync(join(out, `${file}.br`)).size
const assets = readdirSync(join(out, 'assets')).filter((file) => /\.(js|css)$/.test(file)).map((file) => `assets/${file}`)
const text = (file: string) => readFileSync(join(out, file), 'utf8')

/** A file and everything that must be there before it can run. */
function closure(file: string, found = new Set<string>()): Set<string> {
  if (found.has(file)) return found
  found.add(file)
  for (const [, name] of text(file).matchAll(/(?:from|import)\s*["'`]\.\/([\w.-]+)["'`]/g)) closure(`assets/${name}`, found)
  return found
}

const named = [...text('index.html').matchAll(/(?:src|href)="\/(assets\/[^"]+)"/g)].map(([, file]) => file!)
const of = (name: string) => assets.filter((file) => file.startsWith(`assets/${name}-`) && file.endsWith('.js'))
const all = (files: string[]) => new Set(files.flatMap((file) => [...closure(file)]))
const first = all([...named, ...of('SignIn')])
const shared = all([...named, ...of('parts'), ...of('forms')])
const pageFiles = assets.filter((file) => !shared.has(file) && /assets\/[A-Z].*\.js$/.test(file))
const sum = (files: Iterable<string>, ending: string) => [...files].filter((file) => file.endsWith(ending)).reduce((total, file) => total + size(file), 0)
const beside = (page: string) => sum([...closure(page)].filter((file) => !shared.has(file)), '.js')
const pages = pageFiles.map((page) => ({ page, bytes: beside(page) })).sort((a, b) => b.bytes - a.bytes)
/** What a leader opens at a desk as often as on a phone: all that is called for, and the week of shifts. */
const boards = [...of('Board'), ...of('Duty')]
const heaviest = pages.find(({ page }) => !boards.includes(page)) ?? { page: 'none', bytes: 0 }

const sizeOfKept = (file: string) => (file.endsWith('.png') ? statSync(join(out, file)).size : size(file))
const list = readdirSync(out).find((file) => file.startsWith('kept-'))!
const kept = JSON.parse(text(list)) as Record<string, string[]>
const keptBy = ({ always = [], ...languages }: typeof kept) => Object.values({ none: [], ...languages }).map((sentences) => [...always, ...sentences])
const weight = (files: string[]) => files.reduce((total, file) => total + sizeOfKept(file.slice(1).split('?')[0]!), 0)

/** What a page that is kept cannot run without, and is not kept. */
const inEveryLanguage = new Set(Object.values(kept).flat().map((file) => file.slice(1).split('?')[0]!))
const missing = [...all([...inEveryLanguage].filter((file) => file.endsWith('.js')))].filter((file) => !inEveryLanguage.has(file))

const measured: Record<keyof typeof limits, number> = {
  'first route (signing in), JavaScript': sum(first, '.js'),
  'first route (signing in), CSS': sum(first, '.css'),
  'heaviest page beside what pages share': heaviest.bytes,
  "a leader's board beside it": Math.max(0, ...boards.map(beside)),
  'service worker': size('sw.js'),
  'kept for no signal': Math.max(...keptBy(kept).map(weight)),
}

console.log(`heaviest page: ${heaviest.page}`)
let failed = false
for (const [what, limit] of Object.entries(limits)) {
  const kilobytes = measured[what as keyof typeof limits] / kB
  const over = kilobytes > limit
  failed ||= over
  console.log(`${over ? 'OVER' : 'ok  '} ${what}: ${kilobytes.toFixed(1)} of ${limit} kB`)
}
for (const file of missing) {
  failed = true
  console.log(`OVER ${file} is not kept for no signal, and something that is needs it.`)
}
for (const file of assets.filter((one) => /style=\\?["']/.test(text(one)))) {
  failed = true
  console.log(`OVER ${file} has a style attribute in its markup, which the content security policy refuses.`)
}
for (const file of assets.filter((one) => /\?\.[\w$.]*\(\.\.\./.test(text(one)))) {
  failed = true
  console.log(`OVER ${file} spreads arguments after "?.", which Chrome gets wrong before 91.`)
}
process.exit(failed ? 1 : 0)
