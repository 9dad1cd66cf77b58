import type { Words } from '.'

const things = (n: number) => (n === 1 ? '1 thing' : `${n} things`)

const words: Words = {
  name: 'Lianxin',
  skip: 'Skip to the page',
  language: 'Language',
  list: 'List',
  elderView: 'Large type',
  tabs: {
    label: 'Main pages',
    today: 'Today',
    desk: 'Desk',
    notices: 'Notices',
    requests: 'Ask',
    me: 'Me',
    needs: 'Needed',
    promises: 'To do',
    shifts: 'Shifts',
    board: 'Board',
    allNeeds: 'Needs',
    people: 'People',
    stock: 'Stock',
  },
  offline: (since) => `No signal (since ${since}). What you have read can still be read.`,
  waiting: (n) => `${things(n)} waiting to be sent`,
  refused: (n) => `${things(n)} not accepted`,
  look: 'Look',
  sessionOver: (n) =>
    n ? `You were signed out. ${things(n)} you did ${n === 1 ? 'is' : 'are'} kept and sent once you sign in again.` : 'You were signed out. Please sign in again.',
  newVersion: 'There is a new version of Lianxin.',
  update: 'Update',
  pageMissing: 'There is no such page',
  pageMissingHint: 'The link may be old. Please look for it from the first page.',
  home: 'To the first page',
  pageBroken: 'This page did not open',
  outbox: 'Waiting to be sent',
  outboxEmpty: 'Everything was sent',
  outboxEmptyHint: 'Lianxin has received everything you did.',
  something: 'Something you did',
  madeAt: 'You did it',
  takeBack: 'Take back',
  sendNow: 'Send now',
}

export default words
