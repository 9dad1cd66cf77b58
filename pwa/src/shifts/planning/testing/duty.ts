/** Shifts as the server tells them to who leads; the test's clock shows 19:00 on Wednesday, 29 January. */
export const role = (what: object = {}) => ({ __typename: 'ShiftRole', id: 'r1', name: '', needed: 2, taken: 1, waiting: 0, qualifications: [], ...what })

export const place = (what: object = {}) => ({
  __typename: 'Signup', id: 'p1', role: 'r1', state: 'JOINED', who: '陈晨', person: 'chen', leftLate: false, askedAt: '2020-01-29T08:00:00Z', askedAgainAt: null, offeredAt: null,
  offeredTo: null, insteadOf: null, cameAt: null, wentAt: null, lateAt: null, minutes: null, approvedAt: null, version: 1, ...what,
})

/** From eight in the evening to eight in the morning; one place is taken, one is free. */
export const planned = (what: object = {}) => ({
  __typename: 'Shift', id: 's1', kind: 'GUARD', place: '北门卡口', startsAt: '2020-01-29T12:00:00Z', endsAt: '2020-01-30T00:00:00Z', state: 'PLANNED',
  byApproval: false, isOver: false, isRepeated: false, version: 3, roles: [role()], signups: [place()], ...what,
})

export const grid = { __typename: 'Grid', id: 'g1', name: '第一网格' }

/** The same with all that a leader may change. */
export const led = (what: object = {}) => ({ ...planned(), excused: [], brief: '测体温', bring: '口罩', reason: '', mayLead: true, alikeAfter: 0, contact: { __typename: 'ShiftContact', person: 'wang', name: '王芳' }, grid, rota: null, report: null, ...what })

export const tally = (what: object = {}) => ({ __typename: 'ShiftPerson', id: 'chen', name: '陈晨', shifts: 1, nights: 1, weekends: 0, minutes: 720, ...what })

export const me = { me: { __typename: 'Me', id: 'me', name: '王芳', language: 'ZH_HANS', timeZone: 'Asia/Shanghai', posts: [{ id: 'p1', role: 'LEADER', grid }] }, myVolunteering: null, myHousehold: null }

export const week = (shifts: object[] = [planned()]) => ({ grid, shiftWeek: { __typename: 'ShiftWeek', from: '2020-01-26T16:00:00Z', until: '2020-02-02T16:00:00Z', shifts, people: [tally()] } })

export const page = (nodes: object[]) => ({ nodes, pageInfo: { hasNextPage: false, endCursor: null } })
