/** Draws the PNG icons from public/sign.svg with Chromium: `npm run sign`. They are committed, so a build needs no browser. */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

const folder = resolve(import.meta.dirname, '../public')
const sign = readFileSync(join(folder, 'sign.svg'), 'utf8')
/** A phone may cut a maskable icon to a circle: its ground is full and its sign smaller. */
const maskable = sign.replace('rx="14"', 'rx="0"').replace('<g ', '<g transform="translate(4.8 4.8) scale(0.85)" ')

function draw(name: string, svg: string, size: number) {
  const page = join(mkdtempSync(join(tmpdir(), 'sign-')), 'sign.html')
  writeFileSync(page, `<style>*{margin:0}svg{display:block;width:${size}px;height:${size}px}</style>${svg}`)
  execFileSync(process.env.CHROMIUM ?? 'chromium', [
    '--headless', '--no-sandbox', '--disable-quic', '--no-first-run', '--hide-scrollbars', '--default-background-color=00000000',
    `--window-size=${size},${size}`, `--screenshot=${join(folder, name)}`, `file://${page}`,
  ], { stdio: 'ignore', timeout: 60_000 })
}

draw('sign-192.png', sign, 192)
draw('sign-512.png', sign, 512)
draw('sign-maskable-512.png', maskable, 512)
