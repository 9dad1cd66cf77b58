/** What a notice waits for from whoever holds a post: passing it on, and the ways from there. */
export default {
  yours: (grid: string) => `轮到您转发：${grid}`,
  byItself: '看过下面的内容就转发；不转发，到时也会自动往下走：',
  line: '补一句',
  lineHint: '本地的话，比如在哪里领、问谁。会写在公告下面，署名这一级。',
  pass: '转发下去',
  passes: (grid: string) => `转发：${grid}`,

  // From a notice to what its posts do about it
  waiting: { APPROVE: '核对并发布', PUBLISH: '看样子，发布', EDIT: '修改草稿' },
  toUnreached: '看谁还没收到',
  seeReach: '到户情况',
  share: '发到群里、张贴',
  toDesk: '到公告台处理',
}
