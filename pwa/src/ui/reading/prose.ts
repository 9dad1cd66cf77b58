/**
 * A text that the server made of Markdown, as elements of the page. It is read here and built anew from a short list of
 * elements, so that whatever else might stand in it is shown as text and never runs.
 */
const known = new Set(['p', 'h3', 'h4', 'h5', 'h6', 'ul', 'ol', 'li', 'strong', 'em', 'a', 'blockquote', 'code', 'pre', 'br', 'hr', 'table', 'thead', 'tbody', 'tr', 'th', 'td'])
const empty = new Set(['br', 'hr'])
const goodLink = /^(https:\/\/|tel:\+?[\d-]+$|mailto:)/i

const piece = /<(\/?)([a-z]\w*)((?:\s+[\w-]+="[^"]*")*)\s*\/?>|[^<]+|</g
const attribute = /([\w-]+)="([^"]*)"/g
const marks: Record<string, string> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"' }
const unescaped = (text: string) => text.replace(/&(amp|lt|gt|quot);/g, (mark) => marks[mark]!)

/** The text as nodes; a table stands in a box of its own that can be scrolled. */
export function prose(html: string): DocumentFragment {
  const all = document.createDocumentFragment()
  const open: (Element | DocumentFragment)[] = [all]
  for (const [text, closes, name = '', attributes = ''] of html.matchAll(piece)) {
    const inside = open[open.length - 1]!
    if (!known.has(name)) inside.append(unescaped(text))
    else if (!closes) {
      const element = made(name, attributes)
      inside.append(element.parentElement ?? element)
      if (!empty.has(name)) open.push(element)
    } else if (inside.nodeName.toLowerCase() === name) open.pop()
  }
  return all
}

function made(name: string, attributes: string): HTMLElement {
  const element = document.createElement(name)
  const said = new Map([...attributes.matchAll(attribute)].map(([, key, value]) => [key!, unescaped(value!)]))
  if (name === 'a') link(element as HTMLAnchorElement, said.get('href') ?? '')
  if (name === 'ol' && said.has('start')) element.setAttribute('start', said.get('start')!)
  if (name === 'table') box().append(element)
  return element
}

/** Pages of others open beside Lianxin, and do not learn who came. */
function link(element: HTMLAnchorElement, address: string) {
  if (!goodLink.test(address)) return
  element.href = address
  if (element.origin === location.origin || element.protocol !== 'https:') return
  element.target = '_blank'
  element.rel = 'noopener noreferrer'
}

function box(): HTMLElement {
  const wide = document.createElement('div')
  wide.className = 'wide'
  // Whoever has no finger to push with scrolls it by the arrow keys.
  wide.tabIndex = 0
  wide.setAttribute('role', 'group')
  return wide
}
