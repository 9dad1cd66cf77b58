import { describe, expect, test } from 'vitest'
import { prose } from './prose'

/** What an element that shows it would hold. */
function shown(html: string): string {
  const place = document.createElement('div')
  place.append(prose(html))
  return place.innerHTML
}

describe('a text of the server', () => {
  test.each([
    '<p>明早 <strong>8 点</strong><br>做<em>核酸</em></p>',
    '<h3>时间</h3>\n<ul>\n<li>带身份证</li>\n<li>戴口罩</li>\n</ul>',
    '<ol start="3"><li>三</li></ol>',
    '<blockquote>\n<p>一</p>\n<hr>\n<p>二</p>\n</blockquote>',
    '<pre><code>一  二\n</code></pre>',
    '<p>1 &lt; 2 &amp; 3 &gt; 2</p>',
  ])('%s is shown as it is', (html) => expect(shown(html)).toBe(html))

  test('breaks lines also as XML writes it', () => expect(shown('一<br />二<hr />')).toBe('一<br>二<hr>'))

  test('says what its marks stand for', () => {
    expect(prose('<p>&quot;5 &lt; 6&quot; &amp;amp;</p>').textContent).toBe('"5 < 6" &amp;')
  })

  test('has its tables in a box that can be scrolled, and no styles of its own', () => {
    expect(shown('<table><tr><td style="text-align:center">3栋</td></tr></table><p>后</p>')).toBe(
      '<div class="wide" tabindex="0" role="group"><table><tr><td>3栋</td></tr></table></div><p>后</p>',
    )
  })
})

describe('what nobody could have written', () => {
  test.each([
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '<img src="x" onerror="alert(1)">',
    '<svg onload="alert(1)"></svg>',
    '<iframe src="https://elsewhere.example"></iframe>',
    '<p onclick="alert(1)">一</p>',
    '<a href="javascript:alert(1)">一</a>',
    '<a href="//elsewhere.example">一</a>',
    '<style>*{display:none}</style>',
    '</p></div><form action="https://elsewhere.example">',
  ])('%s does nothing', (html) => {
    const place = document.createElement('div')
    place.append(prose(html))
    expect(place.querySelector('script, img, svg, iframe, style, form, [href], [onclick], [src]')).toBeNull()
  })

  test('is text like any other, and leaves what follows where it is', () => expect(shown('<p>一</b></p><p>二')).toBe('<p>一&lt;/b&gt;</p><p>二</p>'))
})

describe('a link', () => {
  const link = (html: string) => prose(html).querySelector('a')!
  test('to another place opens beside Lianxin and does not say who came', () => {
    const { href, target, rel } = link('<a href="https://a.example/x?a=1&amp;b=2">看</a>')
    expect([href, target, rel]).toEqual(['https://a.example/x?a=1&b=2', '_blank', 'noopener noreferrer'])
  })

  test.each(['tel:+86-573-1234', 'mailto:a@b.example'])('%s opens what the phone has for it', (address) => {
    const { href, target } = link(`<a href="${address}">打</a>`)
    expect([href, target]).toEqual([address, ''])
  })
})
