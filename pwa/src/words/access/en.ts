import type { Words } from '.'

const words: Words = {
  signIn: 'Sign in',
  description: 'Lianxin: say what you need, and neighbours come. Sign in to ask for help or to volunteer.',
  welcomeLine: 'Every call answered, no household missed.',
  phone: 'Phone number',
  phoneHint: 'Mainland China: 11 digits. Elsewhere: start with +.',
  getCode: 'Get a code',
  code: 'The 6 digits from the message',
  sentTo: (phone) => `A code is on its way to ${phone}. It works for 10 minutes.`,
  enter: 'Sign in',
  again: 'Send a new code',
  againIn: (seconds) => `New code in ${seconds} s`,
  otherNumber: 'Use another number',
  demoCode: (code) => `Demo: the code is ${code}`,
  useIt: 'Fill it in',
  noSms: 'No message?',
  noSmsHint: 'Go to your grid leader or grid member: they can give you a code in person. Type it above. If you have an invitation, scan it to join.',
  newHere: 'New here? Sign in the same way.',
  haveInvitation: 'I have an invitation',
}

export default words
