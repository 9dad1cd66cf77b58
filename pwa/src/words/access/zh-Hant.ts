import type { Words } from '.'

const words: Words = {
  signIn: '登入',
  description: '連心：有需要，說一聲，鄰里就來。登入後可以求助、報名做志願者，網格員看得到、有回音。',
  welcomeLine: '有呼必應，不漏一戶。',
  phone: '手機號碼',
  phoneHint: '內地手機直接填 11 位；其他地區請以 +\u00a0開頭。',
  getCode: '取得驗證碼',
  code: '簡訊裡的 6 位數字',
  sentTo: (phone) => `驗證碼已傳送到 ${phone}，10 分鐘內有效。`,
  enter: '進入',
  again: '重新取得',
  againIn: (seconds) => `${seconds} 秒後可重新取得`,
  otherNumber: '換一個號碼',
  demoCode: (code) => `示範版：驗證碼是 ${code}`,
  useIt: '填入',
  noSms: '收不到簡訊？',
  noSmsHint: '請到網格長或網格員那裡，他們可以當面給您一個驗證碼，填在上面就行。手裡有邀請碼的，掃碼就能進來。',
  newHere: '第一次來，也是這樣登入。',
  haveInvitation: '我有邀請碼',
}

export default words
