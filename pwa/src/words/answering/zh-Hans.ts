import type { AnswerKind } from '../../notices/answering/documents'

const kinds: Record<AnswerKind, string> = { QUESTION: '我的提问', REGISTRATION: '我的登记', CLUE: '我提供的线索' }
const titles: Record<AnswerKind, string> = { QUESTION: '问一问', REGISTRATION: '登记', CLUE: '我知道一些情况' }
const labels: Record<AnswerKind, string> = { QUESTION: '想问什么', REGISTRATION: '想说什么', CLUE: '您知道什么' }
const hints: Record<AnswerKind, string> = {
  QUESTION: '信息员看得到，回复会告诉您；同样的问题，大家都看得到回复。',
  REGISTRATION: '只有信息员看得到。',
  CLUE: '时间、地点、看到了什么。只有信息员看得到，可能会打电话给您。',
}

/** What a household says to a notice. */
export default {
  kinds,
  titles,
  labels,
  hints,
  mine: '我说过的',
  what: (kind: string, about: string) => `${kind}：${about}`,
  received: '已收到',
  replied: '已回复',
  noReply: '等回复',
  reply: (text: string) => `回复：${text}`,
  toCard: '看为此发的辟谣',
  replies: '大家问的',
  question: (text: string) => `问：${text}`,
  ask: '有不明白的，问一问',
  iHelp: '我报名',
  willYouHelp: '您要报名吗？',
  willYouHelpHint: '报名后信息员会看到您的名字，可能会打电话给您；自己不能撤回。',
  signUp: '报名',
  iKnow: '我知道一些情况',
  wereYouThere: '那时您也在吗？',
  iWasAt: (place: string) => `我也去过${place}`,
  wereYouAt: (place: string) => `我去过${place}，对吗？`,
  wereYouAtHint: (from: string, until: string) => `如果${from}到${until}您在那里，请点“登记”。登记后信息员会看到，可能会打电话给您；自己不能撤回。`,
  register: '登记',
  writeIt: '请写一句。',
  send: '送出',
  signHere: '签名',
  signHint: '签名表示全家同意上面写的。每户签一次。',
  name: '姓名',
  writeName: '请写您的姓名。',
  today: (day: string) => `日期：${day}`,
  sign: '签名',
  signed: (what: string) => `签名：${what}`,
  signedOn: (day: string) => `您家已在${day}签名。`,
}
