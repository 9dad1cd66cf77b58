/** What the server usually answers to whoever stands shifts: 陈晨, a volunteer with one shift near. */
import { done } from '../../graph/testing/server'
import { answering } from './page'
import { listed, page, whole } from './shifts'

export const me = {
  me: { __typename: 'Me', id: 'me', name: '陈晨', language: 'ZH_HANS', timeZone: 'Asia/Shanghai', posts: [] },
  myVolunteering: { __typename: 'Volunteer', id: 'v1', state: 'APPROVED' }, myHousehold: null,
}

export const refusal = (code: string, message: string) => ({ __typename: code, message })
export const full = refusal('ShiftFull', '人已经够了，可以排候补。')

/** While the shift of the builders is stood. */
export const during = '2020-01-30T06:00:00Z'

export const answers = answering({
  Me: () => done(me),
  NearShifts: () => done({ shifts: page([listed()]) }),
  MyDuties: () => done({ myShifts: page([]) }),
  MyCalendar: () => done({ calendarFeed: null }),
  ShiftTakers: () => done({ takers: [] }),
})

/** The same, of one shift. */
export const one = (what: object, more: Parameters<typeof answers>[0] = {}) => answers({ OneShift: () => done({ shift: whole(what) }), ...more })

/** Sends what waits on the phone. */
export const sendNow = async () => (await import('../../graph/sending.svelte')).send(true)

/** Somebody else's place in the shift of the builders. */
export const theirs = (what: object = {}) => ({
  __typename: 'Signup', id: 'p2', role: 'r1', state: 'JOINED', who: '周*', isMine: false, offeredAt: null, isOfferedToMe: false, isAskedFor: false, mayTake: false, ...what,
})
