// What somebody would stumble over on the open page, as sentences.
window.stumbles = async (dark) => {
  const wanted = 'a[href], button, input, select, textarea, summary, [tabindex]:not([tabindex="-1"])'

  const isElder = document.documentElement.dataset.view === 'elder'

  // With the size, and at night, nothing changes of what axe looks at but letters and colours.
  async function axeFinds() {
    const only = dark || isElder ? { runOnly: ['color-contrast'] } : {}
    const { violations } = await axe.run(document, { resultTypes: ['violations'], ...only })
    return violations.flatMap(({ id, nodes }) => nodes.map(({ html, any }) => `${id}: ${html} ${any[0]?.message ?? ''}`))
  }

  // Behind a sheet nothing can be reached.
  const reachable = () =>
    [...(document.querySelector('dialog') ?? document).querySelectorAll(wanted)].filter(
      (one) => !one.disabled && one.type !== 'file' && one.checkVisibility() && !one.closest('.skip'),
    )

  // A choice is as large as the words beside it.
  const pressed = (one) => (['radio', 'checkbox'].includes(one.type) ? (one.closest('label') ?? one) : one)

  function* tooSmall(one) {
    const { width, height } = pressed(one).getBoundingClientRect()
    // What stands in a sentence is as high as its line: a link, or a time that says itself to the second.
    if (getComputedStyle(one).display === 'inline' || one.querySelector(':scope > time')) return
    const least = isElder ? 60 : 44
    if (Math.min(width, height) < least - 0.5) yield `too small to press (${Math.round(width)} × ${Math.round(height)}): ${one.outerHTML}`
  }

  const ringed = (one) => one && getComputedStyle(one).outlineStyle !== 'none' && parseFloat(getComputedStyle(one).outlineWidth) >= 2

  function* unseenWithFocus(one) {
    one.focus({ preventScroll: true })
    if (document.activeElement !== one) return
    if (!ringed(one) && !ringed(one.nextElementSibling)) yield `no ring when it has the focus: ${one.outerHTML}`
  }

  const isStuck = (one) => !!one && !one.matches('dialog') && (getComputedStyle(one).position === 'sticky' || isStuck(one.parentElement))

  // Within the page one goes down, or along a line; the frame and what sticks to the bottom have their own places.
  // In a table one goes along its line, however far down the cell before reached.
  function* outOfOrder(one, before) {
    const [cell, cellBefore] = [one, before].map((either) => either.closest('td, th'))
    const inOneLine = cell && cellBefore && cell !== cellBefore && cell.parentElement === cellBefore.parentElement
    const [here, there] = (inOneLine ? [cell, cellBefore] : [pressed(one), pressed(before)]).map((either) => either.getBoundingClientRect())
    if (inOneLine ? here.right <= there.left + 1 : here.bottom <= there.top + 1) yield `reached after what stands ${inOneLine ? 'behind' : 'below'} it: ${one.outerHTML}`
  }

  const found = await axeFinds()
  if (dark) return found
  const width = document.documentElement.scrollWidth
  if (width > innerWidth) found.push(`wider than the phone: ${width}`)
  const before = document.activeElement
  const all = reachable()
  for (const one of all) found.push(...tooSmall(one), ...unseenWithFocus(one))
  const inPage = all.filter((one) => one.closest('main, dialog') && !isStuck(one))
  inPage.slice(1).forEach((one, index) => found.push(...outOfOrder(one, inPage[index])))
  if (before instanceof HTMLElement) before.focus({ preventScroll: true })
  return found
}
