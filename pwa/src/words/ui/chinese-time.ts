/** How a time is said in Chinese: 明早 8 点, 今晚 7 点半, 11月24日下午 3 点. */
import type { Day } from '../../ui/time'

export interface ChineseDays {
  today: string
  tomorrow: string
  dayAfter: string
  yesterday: string
  hour: string
}

const partOf = (hour: number) => (hour < 6 ? '凌晨' : hour < 11 ? '早上' : hour < 13 ? '中午' : hour < 18 ? '下午' : '晚上')

/** Midnight is 0 点: by 12 点 people would think of noon. */
const saidHour = (hour: number) => (hour === 12 ? 12 : hour % 12)

export function chineseTime(names: ChineseDays, day: Day, hour: number, minute: number): string {
  const part = partOf(hour)
  const clock = `${saidHour(hour)} ${names.hour}${minute === 30 ? '半' : minute ? ` ${minute} 分` : ''}`
  if (day === 'tomorrow' && part === '早上') return `明早 ${clock}`
  if (day === 'today' && part === '晚上') return `今晚 ${clock}`
  const name = day in names ? names[day as keyof ChineseDays] : day
  return `${name}${part} ${clock}`
}
