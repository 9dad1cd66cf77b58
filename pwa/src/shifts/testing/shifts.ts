/** Shifts as the server tells of them, for tests of the pages that show them. The test's clock shows 19:00 on 29 January. */
export const place = (what: object = {}) => ({
  __typename: 'Signup', id: 'p1', state: 'JOINED', role: 'r1', waitingPlace: null, askedAgainAt: null, offeredAt: null, offeredTo: null, isAskedFor: false, insteadOf: null, reason: '',
  cameAt: null, wentAt: null, minutes: null, approvedAt: null, ...what,
})

export const role = (what: object = {}) => ({
  __typename: 'ShiftRole', id: 'r1', name: '', needed: 2, taken: 1, waiting: 0, qualifications: [], whyNot: null, ...what,
})

/** Tomorrow from eight in the morning to eight in the evening, at the gate; one place is taken, one is free. */
export const listed = (what: object = {}) => ({
  __typename: 'Shift', id: 's1', kind: 'GUARD', place: '北门岗亭', startsAt: '2020-01-30T00:00:00+00:00', endsAt: '2020-01-30T12:00:00+00:00',
  leavingIsLateFrom: '2020-01-29T12:00:00+00:00', state: 'PLANNED', byApproval: false, grid: { __typename: 'Grid', id: 'g1', name: '第一网格' },
  roles: [role()], mine: null, ...what,
})

/** The same with what whoever stands it has to know. */
export const standing = (what: object = {}) => ({
  ...listed(), brief: '测体温，登记外来人员', bring: '水杯', reason: '', mayLead: false,
  contact: { __typename: 'ShiftContact', name: '王芳', phone: '+8613800000003' }, ...what,
})

/** The same with all that its reader may know. */
export const whole = (what: object = {}) => ({
  ...standing(), beforeShift: null, mayConfirmBefore: false, signups: [], report: null, before: null, ...what,
})

export const duty = (what: object = {}, mine: object = {}) => ({ ...place(mine), shift: standing({ mine: place(mine), ...what }) })

export const page = (nodes: object[]) => ({ nodes, pageInfo: { hasNextPage: false, endCursor: null } })
