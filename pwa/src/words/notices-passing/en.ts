import type { Words } from '.'

const words: Words = {
  yours: (grid) => `Yours to pass on: ${grid}`,
  byItself: 'Read it below, then pass it on. If you do not, it goes on by itself: ',
  line: 'Add a line',
  lineHint: 'What people here need to know: where to go, whom to ask. It stands below the notice, in this level’s name.',
  pass: 'Pass it on',
  passes: (grid) => `Pass on: ${grid}`,

  waiting: { APPROVE: 'Check and publish', PUBLISH: 'Preview and publish', EDIT: 'Change the draft' },
  toUnreached: 'See who has not got it',
  seeReach: 'Households reached',
  share: 'Share or put up',
  toDesk: 'Go to the notice desk',
}

export default words
