import type { Words } from '.'

const words: Words = {
  yours: (grid) => `輪到您轉發：${grid}`,
  byItself: '看過下面的內容就轉發；不轉發，到時也會自動往下走：',
  line: '補一句',
  lineHint: '本地的話，比如在哪裡領、問誰。會寫在公告下面，署名這一級。',
  pass: '轉發下去',
  passes: (grid) => `轉發：${grid}`,

  waiting: { APPROVE: '核對並發布', PUBLISH: '看樣子，發布', EDIT: '修改草稿' },
  toUnreached: '看誰還沒收到',
  seeReach: '到戶情況',
  share: '發到群組、張貼',
  toDesk: '到公告台處理',
}

export default words
