/** The code that the place of a shift shows: as it is scanned, and as it is typed. */
const minute = 60_000

/** When it was shown. */
export const shownAt = (code: string) => parseInt(code, 16) * minute

/** What was scanned, if it is the code of this shift; undefined for anything else. */
export function codeIn(scanned: string, shift: string): string | undefined {
  try {
    const { pathname, searchParams } = new URL(scanned)
    return decodeURIComponent(pathname) === `/shifts/${shift}` ? (searchParams.get('code') ?? undefined) : undefined
  } catch {
    return undefined
  }
}

/** Six digits typed now: the phone says when, so that they can be sent later. */
export const typedCode = (digits: string, now: number) => `${Math.floor(now / minute).toString(16)}.${digits}`
