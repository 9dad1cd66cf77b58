import type { Words } from '.'

const words: Words = {
  messages: 'Messages',
  noMessages: 'No messages yet',
  noMessagesHint: 'When somebody asks, helps or delivers, it is told here.',
  fresh: 'New',
  urgent: 'Urgent',
  open: 'Open',
  more: 'Earlier ones',
  silent: 'This phone does not ring at present.',
  toSettings: 'What rings',

  settings: 'What rings',
  thisPhone: 'This phone',
  on: 'On',
  off: 'Off',
  onHint: 'This phone rings when there is a message.',
  offHint: 'Turn it on, and this phone rings when somebody asks, helps or delivers. The phone will ask about notifications: choose "Allow".',
  turnOn: 'Let it ring',
  turnOff: 'Do not ring',
  turningOn: 'One moment…',
  needsSignal: 'This needs a signal. Come back when there is one.',
  declined: 'You did not choose "Allow", so it is still off. Press again when you want it.',
  unreachable: 'This phone cannot reach its push service, so it is still off.',
  obstacle: 'This phone cannot ring yet',
  obstacles: {
    weChat: {
      why: 'Pages opened inside WeChat cannot ring.',
      steps: ['Press "…" at the top right.', 'Choose "Open in browser".', 'Sign in there and come back to this page.'],
    },
    install: {
      why: 'An iPhone rings only for what stands on its home screen.',
      steps: ['Press "Share" (a square with an arrow upwards).', 'Choose "Add to Home Screen".', 'Open Lianxin from the home screen and come back to this page.'],
    },
    oldIos: {
      why: 'The system of this iPhone is too old to ring.',
      steps: ['Update to iOS 16.4 or newer under Settings → General → Software Update, then try again.'],
    },
    insecure: {
      why: 'This address does not begin with https, so the phone lets nothing ring.',
      steps: ['Ask your administrator for the address that begins with https.'],
    },
    noPush: {
      why: 'This browser cannot ring.',
      steps: ['Open Lianxin in a common browser, such as Chrome, Edge or Firefox.'],
    },
    denied: {
      why: 'You once chose not to allow notifications.',
      steps: ['Open Settings → Notifications on the phone and find this browser or Lianxin.', 'Turn on "Allow notifications".', 'Come back to this page.'],
    },
  },
  instead: 'Never mind, no message is lost:',
  insteadSms: 'What is urgent is sent to you by SMS.',
  insteadApp: 'All messages are kept in Lianxin, under "Messages".',
  insteadPeople: 'Your grid workers also call or come by.',

  test: 'Send a test message',
  testing: 'Sending…',
  testOutcome: 'What became of it',
  noPhones: 'No phone of yours is set to ring, so nothing was sent.',
  outcomes: {
    ACCEPTED: 'The push service took it',
    GONE: 'This phone takes no more messages; turn it on again there',
    REFUSED: 'The push service would not take it; turn it off and on again',
    BUSY: 'The push service is busy; try again in a few minutes',
    UNREACHABLE: 'The push service cannot be reached; try again in a few minutes',
  },
  waitingToShow: 'Waiting for the phone to show it…',
  shown: 'The phone has shown it.',
  notShown: 'A minute has passed and it was not shown.',
  googleHint: 'Most Android phones in mainland China cannot reach Google’s push service, so they do not ring. It is not your fault.',
  notShownOther: 'See whether "Do not disturb" or a power saving mode is on.',

  devices: 'What rings for you',
  since: 'Since',
  here: 'this one',

  choose: 'What may ring',
  chooseHint: 'What does not ring still lies under "Messages". Messages about your account always reach you.',
  kinds: {
    NEED_NEAR: 'Somebody near needs help',
    CLAIM: 'Somebody took on my request, or gave it back',
    HAND_OVER: 'Something was delivered',
    REQUEST: 'Requests I answer for',
    STOCK: 'A store runs low',
    ACCOUNT: 'Account and posts',
    TEST: 'Test messages',
  },
  quiet: 'Quiet at night',
  quietHint: 'In these hours only what is urgent rings. The rest rings when they are over.',
  from: 'From',
  to: 'Until',
  save: 'Save',
  saved: 'Saved',
  sameHours: 'They cannot begin and end at the same time.',
}

export default words
