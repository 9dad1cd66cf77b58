import type { Kind, Outcome } from '../../push/documents'
import type { Obstacle } from '../../push/phone'

const kinds: Record<Kind, string> = {
  NEED_NEAR: '附近有人需要帮助',
  CLAIM: '有人认领或退回我的求助',
  HAND_OVER: '物资送到了',
  REQUEST: '我负责的求助有变化',
  STOCK: '库存不多了',
  SHIFT: '值班的提醒和变动',
  NOTICE: '公告',
  ACCOUNT: '账号与岗位',
  TEST: '测试消息',
}

const outcomes: Record<Outcome, string> = {
  ACCEPTED: '已经发出',
  GONE: '这部手机已不再接收，请在那部手机上重新开启',
  REFUSED: '没有发成，请关闭提醒后再开启一次',
  BUSY: '现在太忙，发不出去，请过几分钟再试',
  UNREACHABLE: '现在连不上，请过几分钟再试',
}

const obstacles: Record<Obstacle, { why: string; steps: string[] }> = {
  weChat: {
    why: '在微信里打开的页面不会响。',
    steps: ['点右上角的“…”。', '选“在浏览器打开”。', '在浏览器里登录，再回到这一页。'],
  },
  install: {
    why: '苹果手机要先把连心放到主屏幕，才会响。',
    steps: ['点屏幕下方的“分享”按钮（方框加向上的箭头）。', '选“添加到主屏幕”。', '从主屏幕打开连心，再回到这一页。'],
  },
  oldIos: {
    why: '这部苹果手机的系统太旧，不会响。',
    steps: ['在“设置 → 通用 → 软件更新”里升级到 iOS 16.4 或更新，再来试试。'],
  },
  insecure: {
    why: '这个网址不是 https 开头，手机不允许它响。',
    steps: ['请向管理员要 https 开头的网址。'],
  },
  noPush: {
    why: '这个浏览器不会响。',
    steps: ['换一个常见的浏览器打开连心，比如 Chrome、Edge 或 Firefox。'],
  },
  denied: {
    why: '您以前选过“不允许通知”。',
    steps: ['打开手机的“设置 → 通知”，找到这个浏览器或连心。', '打开“允许通知”。', '再回到这一页。'],
  },
}

/** What is said about messages and being rung. */
export default {
  messages: '消息',
  noMessages: '还没有消息',
  noMessagesHint: '有人求助、认领或送到时，这里会告诉您。',
  fresh: '新',
  urgent: '急',
  open: '打开',
  more: '看更早的',
  silent: '这部手机现在不会响。',
  toSettings: '提醒设置',

  settings: '提醒设置',
  thisPhone: '这部手机',
  on: '已开启',
  off: '没有开启',
  onHint: '有新消息时，这部手机会响。',
  offHint: '开启后，有人求助、认领或送到时，这部手机会响。手机会问是否允许通知，请选“允许”。',
  turnOn: '开启提醒',
  turnOff: '关闭提醒',
  turningOn: '正在开启…',
  needsSignal: '开启和关闭需要信号。有信号时再来。',
  declined: '您没有选“允许”，所以没有开启。想开启时再点一次。',
  unreachable: '这部手机现在连不上发提醒的服务，所以没有开启。请换个网络再点一次。',
  obstacle: '这部手机现在不会响',
  obstacles,
  instead: '不要紧，消息不会丢：',
  insteadSms: '紧急的事会发短信给您。',
  insteadApp: '打开连心，“消息”里都有。',
  insteadPeople: '网格员也会打电话或上门。',

  test: '发一条测试消息',
  testing: '正在发…',
  noPhones: '还没有手机开启提醒，所以没有发。',
  outcomes,
  waitingToShow: '等手机显示…',
  shown: '手机已经显示了。',
  notShown: '一分钟了还没有显示。',
  googleHint: '国内的安卓手机大多连不上谷歌，所以不会响。这不是您的问题，消息也不会丢。',
  notShownOther: '请看看手机是否开了“勿扰”或省电模式。',

  devices: '会响的设备',
  since: '开启于',
  here: '就是这部',

  choose: '什么会响',
  chooseHint: '不响的消息也会留在“消息”里。账号安全的消息总会通知您。',
  kinds,
  quiet: '夜里不打扰',
  quietHint: '这段时间只有紧急的事会响，其余的等结束后再响。',
  from: '从',
  to: '到',
  save: '保存',
  saved: '已保存',
  sameHours: '开始和结束不能是同一时刻。',
}
