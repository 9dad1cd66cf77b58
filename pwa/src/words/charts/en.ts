import type { Words } from '.'

const words: Words = {
  numbers: 'See the numbers',
  when: 'Time',
  share: 'Share',
  count: 'In all',
  mark: (percent) => (percent === 100 ? 'all' : `${percent}%`),
  notYet: 'not yet',
  seconds: (n) => `${n} s`,
  minutes: (n) => `${n} min`,
  hours: (n) => `${n} h`,
  days: (n) => (n === 1 ? '1 day' : `${n} days`),
}

export default words
