import type { Words } from '.'

const days: Record<string, string> = { today: 'today', tomorrow: 'tomorrow', dayAfter: 'the day after tomorrow', yesterday: 'yesterday' }
const some = (n: number, one: string) => `${n} ${one}${n === 1 ? '' : 's'}`

function clockTime(hour: number, minute: number): string {
  if (!minute && hour % 12 === 0) return hour ? '12 noon' : 'midnight'
  return `${hour % 12 || 12}${minute ? `:${String(minute).padStart(2, '0')}` : ''}\u00a0${hour < 12 ? 'am' : 'pm'}`
}

const words: Words = {
  refresh: 'Refresh',
  pull: 'Let go to refresh',
  back: 'Back',
  close: 'Close',
  cancel: 'Not now',
  search: 'Search',
  clear: 'Clear',
  less: 'Less',
  more: 'More',
  mostIs: (n) => `${n} is the most here.`,
  leastIs: (n) => `Please write a whole number, ${n} or more.`,
  takeInstead: (n) => `Change to ${n}`,
  showMore: 'Show more',
  optional: 'optional',
  loading: 'Opening',
  cannotOpen: 'This cannot be opened now',
  noSignal: 'There is no signal. Press “Try again” when you are back online.',
  serverBusy: 'Lianxin is busy. Please try again in a moment.',
  busyAsksAgain: 'Lianxin is busy. It tries again by itself in a moment.',
  notYours: 'There is nothing here, or it is not in your care. Please go back.',
  broken: (id) => `Something broke, and it was not your fault. Please tell your grid leader the number ${id}.`,
  outdated: 'There is a newer version of Lianxin. Please close it and open it again.',
  tryAgain: 'Try again',
  takePhoto: 'Take a photo',
  retakePhoto: 'Take it again',
  removePhoto: 'Remove the photo',
  photo: 'Photo',
  photoUnreadable: 'This photo cannot be opened. Please take another one.',
  waiting: 'Waiting to be sent',
  waitingHint: 'It goes out by itself as soon as there is signal. No need to press again.',
  sending: 'Being sent',
  stuck: 'Not through yet; we keep trying. If it is urgent, please call.',
  refused: 'Not accepted',
  refusedPlain: 'This did not work. Please try another way or call your grid leader.',
  photoRefused: 'The photo was not accepted. Please take another one and send again.',
  phoneFull: 'This phone is full, so nothing was saved. Please free some space, then press again.',
  youWrote: 'You wrote:',
  standsNow: 'It is now:',
  nothing: '(nothing)',
  useMine: 'Change it to what I wrote',
  useNow: 'Keep it as it is now',
  understood: 'All right',
  said: (day, hour, minute) => `${days[day] ?? day}, ${clockTime(hour, minute)}`,
  justNow: 'just now',
  minutesAgo: (n) => `${n} min ago`,
  hoursAgo: (n) => `${some(n, 'hour')} ago`,
  minutesLeft: (n) => `${n} min left`,
  hoursLeft: (n) => `${some(n, 'hour')} left`,
  daysLeft: (n) => `${some(n, 'day')} left`,
  overBy: (span) => `overdue by ${span}`,
  minutes: (n) => `${n} min`,
  hours: (n) => some(n, 'hour'),
  days: (n) => some(n, 'day'),
}

export default words
