/** Adding and changing one's telephone number. */
export default {
  now: (phone: string) => `现在用 ${phone} 登录。要换号码，请填新的。`,
  none: '您还没有登记手机号。登记以后，换了手机也能自己登录。',
  fresh: '新手机号',
  tells: '为了您的安全，原来的号码和您的其他设备会收到通知。',
  use: '用这个号码登录',
  noSms: '请看号码对不对，等一分钟再取一次。网格员当面给的验证码只能登录已登记的号码，不能用来登记新号码。',
  proveOld: '新号码对了。还要请您证明是本人：用原来的号码再取一个验证码。',
  old: '原来的手机号',
  lost: '原来的号码不用了？',
  lostHint: '请到网格长或网格员那里，当面要一个验证码，填在上面。请在 10 分钟内完成。',
  again: '重新开始',
  done: (phone: string) => `以后请用 ${phone} 登录。`,
  others: '其他设备不会退出',
  othersHint: '登录着的会收到通知。有丢了的、不认识的，请马上退出。',
  home: '家里的联系电话要另外改',
  homeHint: '送东西的人会打家里登记的电话。那个也换了的话，请在“我的家”里改。',
}
