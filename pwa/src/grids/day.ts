/** Days as a date field writes them, and the moment at which they end on this phone. */
const written = (day: Date) => `${day.getFullYear()}-${String(day.getMonth() + 1).padStart(2, '0')}-${String(day.getDate()).padStart(2, '0')}`

export function dayFromToday(days: number): string {
  const day = new Date()
  day.setDate(day.getDate() + days)
  return written(day)
}

export const endOf = (day: string) => new Date(`${day}T23:59:59`).toISOString()
