/** Fails when what a phone must load grows beyond what a cheap one on a weak signal can bear. Run after the build. */
import { readFileSync, readdirSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'

const out = resolve(import.meta.dirname, '../dist')
const kB = 1000
const limits = { 'first page, JavaScript': 40, 'first page, CSS': 8, 'one page more': 15, 'service worker': 4, 'kept for no signal': 250 }

const size = (file: string) => statSync(join(out, `${file}.br`)).size
const assets = readdirSync(join(out, 'assets')).filter((file) => /\.(js|css)$/.test(file)).map((file) => `assets/${file}`)
const text = (file: string) => readFileSync(join(out, file), 'utf8')

/** What index.html names, and what those files load before anything is shown. */
function firstPage(): Set<string> {
  const found = new Set<string>()
  const visit = (file: string) => {
    if (found.has(file)) return
    found.add(file)
    for (const [, name] of text(file).matchAll(/(?:from|import)\s*["']\.\/([\w.-]+)["']/g)) visit(`assets/${name}`)
  }
  for (const [, file] of text('index.html').matchAll(/(?:src|href)="\/(assets\/[^"]+)"/g)) visit(file!)
  return found
}

const first = [...firstPage()]
const sizeOfKept = (file: string) => (file.endsWith('.png') ? statSync(join(out, file)).size : size(file))
const sum = (files: string[]) => files.reduce((total, file) => total + size(file), 0)
const pages = assets.filter((file) => !first.includes(file) && file.endsWith('.js'))
const list = readdirSync(out).find((file) => file.startsWith('kept-'))!
const kept = JSON.parse(text(list)) as string[]

const measured: Record<keyof typeof limits, number> = {
  'first page, JavaScript': sum(first.filter((file) => file.endsWith('.js'))),
  'first page, CSS': sum(first.filter((file) => file.endsWith('.css'))),
  'one page more': Math.max(0, ...pages.map(size)),
  'service worker': size('sw.js'),
  'kept for no signal': kept.reduce((total, file) => total + sizeOfKept(file.slice(1).split('?')[0]!), 0),
}

let failed = false
for (const [what, limit] of Object.entries(limits)) {
  const kilobytes = measured[what as keyof typeof limits] / kB
  const over = kilobytes > limit
  failed ||= over
  console.log(`${over ? 'OVER' : 'ok  '} ${what}: ${kilobytes.toFixed(1)} of ${limit} kB`)
}
for (const file of assets.filter((one) => /style=\\?["']/.test(text(one)))) {
  failed = true
  console.log(`OVER ${file} has a style attribute in its markup, which the content security policy refuses.`)
}
process.exit(failed ? 1 : 0)
