import type { Words } from '.'

const words: Words = {
  now: (phone) => `You sign in with ${phone}. To change it, write the new number.`,
  none: 'You have no phone number on record. With one you can sign in by yourself on another phone too.',
  fresh: 'New phone number',
  tells: 'To keep you safe, your old number and your other devices get a message.',
  use: 'Sign in with this number',
  noSms: 'Check the number, wait a minute and send a new code. A code that a grid member gives in person signs in with a number on record; it cannot add a new one.',
  proveOld: 'The new number is right. To show that it is really you, get a code for your old number too.',
  old: 'Old phone number',
  lost: 'Your old number no longer works?',
  lostHint: 'Take this phone to your grid leader or grid member: they can give you a code in person. Type it above. If more than 10 minutes went by, press “Start again”.',
  again: 'Start again',
  done: (phone) => `From now on, sign in with ${phone}.`,
  others: 'Other devices are not signed out',
  othersHint: 'They get a message. If one is lost, or you do not know it, sign it out now.',
  home: 'Change the number of your household as well',
  homeHint: 'Whoever brings you something calls the number of your household. If that changed too, change it under “My household”.',
}

export default words
