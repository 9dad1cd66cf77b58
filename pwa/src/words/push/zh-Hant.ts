import type { Words } from '.'

const words: Words = {
  messages: '訊息',
  noMessages: '還沒有訊息',
  noMessagesHint: '有人求助、認領或送到時，這裡會告訴您。',
  fresh: '新',
  urgent: '急',
  open: '開啟',
  more: '看更早的',
  silent: '這部手機現在不會響。',
  toSettings: '提醒設定',

  settings: '提醒設定',
  thisPhone: '這部手機',
  on: '已開啟',
  off: '沒有開啟',
  onHint: '有新訊息時，這部手機會響。',
  offHint: '開啟後，有人求助、認領或送到時，這部手機會響。手機會問是否允許通知，請選「允許」。',
  turnOn: '開啟提醒',
  turnOff: '關閉提醒',
  turningOn: '正在開啟…',
  needsSignal: '開啟和關閉需要訊號。有訊號時再來。',
  declined: '您沒有選「允許」，所以沒有開啟。想開啟時再點一次。',
  unreachable: '這部手機現在連不上發提醒的服務，所以沒有開啟。請換個網路再按一次。',
  obstacle: '這部手機現在不會響',
  obstacles: {
    weChat: {
      why: '在微信裡開啟的頁面不會響。',
      steps: ['點右上角的「…」。', '選「在瀏覽器開啟」。', '在瀏覽器裡登入，再回到這一頁。'],
    },
    install: {
      why: '蘋果手機要先把連心放到主畫面，才會響。',
      steps: ['點螢幕下方的「分享」按鈕（方框加向上的箭頭）。', '選「加入主畫面」。', '從主畫面開啟連心，再回到這一頁。'],
    },
    oldIos: {
      why: '這部蘋果手機的系統太舊，不會響。',
      steps: ['在「設定 → 一般 → 軟體更新」裡升級到 iOS 16.4 或更新，再來試試。'],
    },
    insecure: {
      why: '這個網址不是 https 開頭，手機不允許它響。',
      steps: ['請向管理員要 https 開頭的網址。'],
    },
    noPush: {
      why: '這個瀏覽器不會響。',
      steps: ['換一個常見的瀏覽器開啟連心，例如 Chrome、Edge 或 Firefox。'],
    },
    denied: {
      why: '您以前選過「不允許通知」。',
      steps: ['開啟手機的「設定 → 通知」，找到這個瀏覽器或連心。', '開啟「允許通知」。', '再回到這一頁。'],
    },
  },
  instead: '不要緊，訊息不會丟：',
  insteadSms: '緊急的事會傳簡訊給您。',
  insteadApp: '開啟連心，「訊息」裡都有。',
  insteadPeople: '網格員也會打電話或上門。',

  test: '傳一則測試訊息',
  testing: '正在傳…',
  noPhones: '還沒有手機開啟提醒，所以沒有傳。',
  outcomes: {
    ACCEPTED: '已經發出',
    GONE: '這部手機已不再接收，請在那部手機上重新開啟',
    REFUSED: '沒有發成，請關閉提醒後再開啟一次',
    BUSY: '現在太忙，發不出去，請過幾分鐘再試',
    UNREACHABLE: '現在連不上，請過幾分鐘再試',
  },
  waitingToShow: '等手機顯示…',
  shown: '手機已經顯示了。',
  notShown: '一分鐘了還沒有顯示。',
  googleHint: '中國大陸的 Android 手機大多連不上 Google，所以不會響。這不是您的問題，訊息也不會丟。',
  notShownOther: '請看看手機是否開了「勿擾」或省電模式。',

  devices: '會響的裝置',
  since: '開啟於',
  here: '就是這部',

  choose: '什麼會響',
  chooseHint: '不響的訊息也會留在「訊息」裡。帳號安全的訊息總會通知您。',
  kinds: {
    NEED_NEAR: '附近有人需要幫助',
    CLAIM: '有人認領或退回我的求助',
    HAND_OVER: '物資送到了',
    REQUEST: '我負責的求助有變化',
    STOCK: '庫存不多了',
    SHIFT: '值班的提醒和變動',
    ACCOUNT: '帳號與崗位',
    TEST: '測試訊息',
  },
  quiet: '夜裡不打擾',
  quietHint: '這段時間只有緊急的事會響，其餘的等結束後再響。',
  from: '從',
  to: '到',
  save: '儲存',
  saved: '已儲存',
  sameHours: '開始和結束不能是同一時刻。',
}

export default words
