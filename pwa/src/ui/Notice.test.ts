import { createRawSnippet } from 'svelte'
import { render } from '@testing-library/svelte'
import { expect, test, vi } from 'vitest'
import Notice from './Notice.svelte'

const children = createRawSnippet(() => ({ render: () => '<span>还有住户</span>' }))

test.each([['alert', 1], ['status', 0]])('in what is a page’s %s it is brought onto the screen %i times', (role, times) => {
  const scrolled = vi.spyOn(Element.prototype, 'scrollIntoView')
  const target = document.body.appendChild(document.createElement('div'))
  target.setAttribute('role', role)
  render(Notice, { target, props: { kind: 'now', children } })
  expect(scrolled).toHaveBeenCalledTimes(times)
})
