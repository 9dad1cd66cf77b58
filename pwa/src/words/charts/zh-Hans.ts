/** What charts say. */
export default {
  numbers: '看数字',
  when: '用时',
  share: '比例',
  count: '累计',
  mark: (percent: number) => (percent === 100 ? '全部' : `${percent}%`),
  notYet: '还没到',
  seconds: (n: number) => `${n} 秒`,
  minutes: (n: number) => `${n} 分钟`,
  hours: (n: number) => `${n} 小时`,
  days: (n: number) => `${n} 天`,
}
