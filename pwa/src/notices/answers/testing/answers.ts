/** What households said to a notice, as the server tells it. */
import { done } from '../../../graph/testing/server'
import { answering } from '../../testing/page'

export const notice = (what: object = {}) => ({
  __typename: 'Notice', id: 'n1', kind: 'ORDER', earnest: 'ACTUAL', allowed: ['REPLY'], grid: { __typename: 'Grid', id: 'g1' }, text: { __typename: 'NoticeText', language: 'ZH_HANS', headline: '只留一个出入口' }, replies: [], ...what,
})

export const said = (id: string, text: string, what: object = {}, answer: object = {}) => ({
  __typename: 'ReceivedAnswer', id, name: '徐静', phone: null, door: '河滨里 3栋2单元101',
  answer: { __typename: 'NoticeAnswer', id, kind: 'QUESTION', text, place: null, at: '2020-01-29T10:00:00Z', reply: null, card: null, ...answer }, ...what,
})

export const page = (nodes: object[]) => ({ nodes, pageInfo: { __typename: 'PageInfo', hasNextPage: false, endCursor: null } })

export const answers = answering({
  AnsweredNotice: () => done({ notice: notice() }),
  NoticeQuestions: () => done({ noticeQuestions: page([said('a1', '快递送到哪里？'), said('a2', '快递怎么办？'), said('a3', '几点开门？')]) }),
})
