/** Needs and promises as the server tells of them, for tests of the pages that show them. */
export const formula = { __typename: 'Item', id: 'formula', name: '婴儿奶粉', unit: '罐' }

const answers = [
  { __typename: 'Answer', code: 'stage', question: '几段', answer: '1 段', value: '1' },
  { __typename: 'Answer', code: 'allergy', question: '对什么过敏', answer: '牛奶蛋白', value: '牛奶蛋白' },
]

/** Seven tins: some promised, some of these at the door. */
export const line = (promised = 0, handedOver = 0) => ({
  __typename: 'RequestLine', id: 'l1', quantity: 7, promised, handedOver, left: 7 - promised, exception: null, item: formula, answers,
})

export const delivery = (what: object = {}) => ({
  __typename: 'Delivery', id: 'd1', state: 'PROMISED', who: '志愿者 陈*', isMine: false, promisedAt: '2020-01-29T11:00:00+00:00', handedOverAt: null, proof: null, photo: null,
  words: '', triesLeft: 5, fromStock: null, parts: [{ __typename: 'DeliveryPart', line: 'l1', quantity: 2, missing: 0, item: formula }], ...what,
})

export const need = (what: object = {}) => ({
  __typename: 'SupplyRequest', id: 'r1', state: 'OPEN', askedAt: '2020-01-29T11:00:00+00:00', runsOutAt: '2020-01-30T11:00:00+00:00', isUrgent: true, isMine: false, mayClaim: true,
  door: null, grid: { __typename: 'Grid', id: 'g1', label: '余新镇 / 第一网格' }, passedUpTo: null, lines: [line(1)], ...what,
})

/** The same with all that its household may know. */
export const whole = (what: object = {}) => ({
  ...need(), household: null, mayManage: false, note: null, photo: null, code: null, handedOverAt: null, version: 1, deliveries: [], timeline: [], ...what,
})

export const page = (nodes: object[]) => ({ nodes, pageInfo: { hasNextPage: false, endCursor: null } })
