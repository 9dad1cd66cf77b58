/** What a person with a screen reader or a keyboard would stumble over, as axe finds it. */
import axe from 'axe-core'

/** Colours and sizes are not known without a real browser; those are looked at in the browser tests. */
export async function stumbles(node: Element): Promise<string[]> {
  const { violations } = await axe.run(node, { rules: { 'color-contrast': { enabled: false }, region: { enabled: false } } })
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`))
}
