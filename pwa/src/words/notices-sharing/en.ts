import type { Words } from '.'

const words: Words = {
  title: 'Share or put up',
  to: 'For whom',
  toHint: 'What is opened by this link counts here.',
  noPost: 'You hold no post now',
  noPostHint: 'Below a notice stands “Pass it on to neighbours”, for everybody.',
  text: 'To paste into a group',
  share: 'Share',
  copy: 'Copy',
  copied: 'Copied. You can paste it into a group.',
  notCopied: 'It could not be copied. Press long on the text above to copy it.',
  opened: (n) => (n > 1 ? `This link was opened ${n} times.` : n ? 'This link was opened once.' : 'Nobody has opened this link yet.'),
  card: 'Picture',
  cardHint: 'For groups in which links are not followed: it has a QR code.',
  save: 'Save the picture',
  poster: 'Print a poster (A4)',
}

export default words
