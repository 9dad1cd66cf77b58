/** How lines may break. */

/** A number stays with what it counts: headings break at spaces only, and “8 点” is one word. */
export const unbroken = (title: string): string => title.replace(/(^| )(\d+) (?=\p{Script=Han})/gu, '$1$2\u00a0')
