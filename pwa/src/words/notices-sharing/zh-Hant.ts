import type { Words } from '.'

const words: Words = {
  title: '發到群組、張貼',
  to: '給哪裡的人',
  toHint: '從連結打開的，會記在這裡名下。',
  noPost: '您現在沒有崗位',
  noPostHint: '公告頁下面有「轉給鄰居」，誰都可以用。',
  text: '發到群組裡的話',
  share: '發到群組',
  copy: '複製',
  copied: '已複製，可以貼到群組裡。',
  notCopied: '沒有複製成，請長按上面的字複製。',
  opened: (n) => (n ? `這個連結打開過 ${n} 次。` : '還沒有人打開過這個連結。'),
  card: '圖片',
  cardHint: '不好點連結的群組，就發這張圖，上面有 QR 碼。',
  save: '存圖片',
  poster: '列印 A4 張貼',
}

export default words
