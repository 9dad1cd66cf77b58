import { beforeEach, expect, test } from 'vitest'
import { stepFrom } from './cells'

beforeEach(() => {
  document.body.innerHTML = `<table><tbody>
    <tr><th>8–20</th><td><a href="/a">a</a><button id="b">b</button></td><td></td><td><button id="c">c</button></td></tr>
    <tr><th>20–8</th><td><a href="/x">x</a><button id="d" data-hole>d</button></td><td><input id="e"></td><td><button id="f" disabled>f</button><button id="g">g</button></td></tr>
  </tbody></table>`
})

const from = (id: string, key: string) => stepFrom(document.getElementById(id)!, key)?.textContent

test('arrows lead through what a cell holds, then to the next cell that holds something', () => {
  expect([from('b', 'ArrowUp'), from('b', 'ArrowDown'), from('b', 'ArrowRight')]).toEqual(['a', 'd', 'c'])
  expect([from('c', 'ArrowLeft'), from('c', 'ArrowDown'), from('d', 'ArrowRight')]).toEqual(['a', 'g', 'g'])
  expect(from('g', 'ArrowUp')).toBe('c')
})

test('at the edge, for other keys, and while something is written, nothing moves', () => {
  expect([from('b', 'ArrowLeft'), from('c', 'ArrowRight'), from('g', 'ArrowDown'), from('b', 'Enter'), from('e', 'ArrowLeft')]).toEqual([undefined, undefined, undefined, undefined, undefined])
})
