import type { Words } from '.'

const words: Words = {
  messages: 'Messages',
  noMessages: 'No messages yet',
  noMessagesHint: 'When somebody asks for help, offers it or brings something, you will see it here.',
  fresh: 'New',
  urgent: 'Urgent',
  open: 'Open',
  more: 'Earlier ones',
  silent: 'Alerts are off on this phone.',
  toSettings: 'Alert settings',

  settings: 'Alert settings',
  thisPhone: 'This phone',
  on: 'On',
  off: 'Off',
  onHint: 'This phone alerts you when there is a message.',
  offHint: 'Turn alerts on, and this phone tells you when somebody asks for help, offers it or brings something. It will ask about notifications: choose “Allow”.',
  turnOn: 'Turn on alerts',
  turnOff: 'Turn off alerts',
  turningOn: 'One moment…',
  needsSignal: 'This needs a signal. Come back when there is one.',
  declined: 'You did not choose “Allow”, so alerts are still off. Press again whenever you like.',
  unreachable: 'This phone cannot reach the service that sends alerts, so they are still off. Try another network, then press again.',
  obstacle: 'This phone cannot alert you yet',
  obstacles: {
    weChat: {
      why: 'Pages opened inside WeChat cannot alert you.',
      steps: ['Press “…” at the top right.', 'Choose “Open in browser”.', 'Sign in there and come back to this page.'],
    },
    install: {
      why: 'An iPhone only allows alerts from apps on its home screen.',
      steps: ['Press “Share” (a square with an arrow upwards).', 'Choose “Add to Home Screen”.', 'Open Lianxin from the home screen and come back to this page.'],
    },
    oldIos: {
      why: 'This iPhone’s system is too old for alerts.',
      steps: ['Update to iOS 16.4 or newer under Settings → General → Software Update, then try again.'],
    },
    insecure: {
      why: 'This address does not begin with https, so the phone does not allow alerts.',
      steps: ['Ask your administrator for the address that begins with https.'],
    },
    noPush: {
      why: 'This browser cannot show alerts.',
      steps: ['Open Lianxin in a common browser, such as Chrome, Edge or Firefox.'],
    },
    denied: {
      why: 'You once chose not to allow notifications.',
      steps: ['Open Settings → Notifications on the phone and find this browser or Lianxin.', 'Turn on “Allow notifications”.', 'Come back to this page.'],
    },
  },
  instead: 'Don’t worry, no message is lost:',
  insteadSms: 'What is urgent is sent to you as a text message.',
  insteadApp: 'All messages are kept in Lianxin, under “Messages”.',
  insteadPeople: 'Your grid members also call or visit you.',

  test: 'Send a test message',
  testing: 'Sending…',
  noPhones: 'Alerts are not on for any of your phones, so nothing was sent.',
  outcomes: {
    ACCEPTED: 'It was sent',
    GONE: 'This phone takes no more alerts; turn them on again there',
    REFUSED: 'It could not be sent; turn alerts off and on again',
    BUSY: 'Too busy to send it now; try again in a few minutes',
    UNREACHABLE: 'It cannot be sent now; try again in a few minutes',
  },
  waitingToShow: 'Waiting for the phone to show it…',
  shown: 'The phone has shown it.',
  notShown: 'A minute has passed and it was not shown.',
  googleHint: 'Most Android phones in mainland China cannot reach Google, so they stay silent. It is not your fault, and no message is lost.',
  notShownOther: 'See whether “Do not disturb” or a power saving mode is on.',

  devices: 'Phones with alerts on',
  since: 'Since',
  here: 'this one',

  choose: 'What to alert me about',
  chooseHint: 'The rest is still kept under “Messages”. You are always told about your account.',
  kinds: {
    NEED_NEAR: 'Somebody near you needs help',
    CLAIM: 'Somebody took on my request, or gave it back',
    HAND_OVER: 'Something was delivered',
    REQUEST: 'News of requests in my care',
    STOCK: 'Stock is running low',
    SHIFT: 'Shifts: reminders and changes',
    ACCOUNT: 'Account and posts',
    TEST: 'Test messages',
  },
  quiet: 'Quiet at night',
  quietHint: 'During these hours only urgent alerts come through. The rest come afterwards.',
  from: 'From',
  to: 'Until',
  save: 'Save',
  saved: 'Saved',
  sameHours: 'The start and the end cannot be the same.',
}

export default words
