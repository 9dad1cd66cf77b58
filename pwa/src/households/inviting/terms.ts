/** How long an invitation to one household holds, and how many may come in by it. */
export const forOneHome = { days: 7, uses: 6 }
