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

export function chineseTime(names: ChineseDays, day: Day, hour: number, minute: number): string {
  const part = partOf(hour)
  const clock = `${hour % 12 || 12} ${names.hour}${minute === 30 ? '半' : minute ? ` ${minute} 分` : ''}`
  if (day === 'tomorrow' && part === '早上') return `明早 ${clock}`
  if (day === 'today' && part === '晚上') return `今晚 ${clock}`
  const name = day in names ? names[day as keyof ChineseDays] : day
  return `${name}${part} ${clock}`
}
