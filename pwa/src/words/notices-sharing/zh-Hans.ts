/** Bringing a notice to those who have no app. */
export default {
  title: '发到群里、张贴',
  to: '给哪里的人',
  toHint: '从链接打开的，会记在这里名下。',
  noPost: '您现在没有岗位',
  noPostHint: '公告页下面有“转给邻居”，谁都可以用。',
  text: '发到群里的话',
  share: '发到群里',
  copy: '复制',
  copied: '已复制，可以粘贴到群里。',
  notCopied: '没有复制成，请长按上面的字复制。',
  opened: (n: number) => (n ? `这个链接打开过 ${n} 次。` : '还没有人打开过这个链接。'),
  card: '图片',
  cardHint: '不好点链接的群，就发这张图，上面有二维码。',
  save: '存图片',
  poster: '打印 A4 张贴',
}
