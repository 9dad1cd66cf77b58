import type { Words } from '.'

const words: Words = {
  numbers: '看數字',
  when: '用時',
  share: '比例',
  count: '累計',
  mark: (percent) => (percent === 100 ? '全部' : `${percent}%`),
  notYet: '還沒到',
  seconds: (n) => `${n} 秒`,
  minutes: (n) => `${n} 分鐘`,
  hours: (n) => `${n} 小時`,
  days: (n) => `${n} 天`,
}

export default words
