/** What the server usually answers to who leads. */
import { done } from '../../../graph/testing/server'
import { answering } from '../../testing/page'
import { grid, led, me, page, planned, tally, week } from './duty'

const candidates = [
  { __typename: 'ShiftCandidate', id: 'zhou', name: '周洋', whyNot: null },
  { __typename: 'ShiftCandidate', id: 'wu', name: '吴倩', whyNot: { __typename: 'TooLittleRest', message: '中间要休息满 8 小时。' } },
]
const volunteers = [
  { __typename: 'Volunteer', id: 'v1', person: 'chen', name: '陈晨', isActive: true },
  { __typename: 'Volunteer', id: 'v2', person: 'zhou', name: '周洋', isActive: true },
]
const contacts = [
  { __typename: 'ContactCandidate', id: 'wang', name: '王芳', isMe: true, hasPhone: true },
  { __typename: 'ContactCandidate', id: 'li', name: '李建平', isMe: false, hasPhone: true },
  { __typename: 'ContactCandidate', id: 'chen', name: '陈晨', isMe: false, hasPhone: false },
]

export const answers = answering({
  Me: () => done(me),
  Week: () => done(week()),
  Candidates: () => done({ candidates }),
  LedShift: () => done({ shift: led() }),
  OnDuty: () => done({ grid, shifts: page([planned()]) }),
  Unapproved: () => done({ grid, shifts: page([]) }),
  ShiftLimits: () => done({ shiftLimits: { __typename: 'ShiftLimits', mostHoursADay: 12 } }),
  Hands: () => done({ grid: { ...grid, posts: [{ __typename: 'Post', id: 'p1', holder: 'li', name: '李建平', role: 'MEMBER' }] }, volunteers: page(volunteers), shifts: page([]) }),
  Contacts: () => done({ shiftContacts: contacts }),
  Fairness: () => done({ shiftFairness: [tally()] }),
})
