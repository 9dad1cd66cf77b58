/** What the server usually answers to who writes; the test's clock shows 19:00 on Wednesday, 29 January. */
import { done } from '../../../graph/testing/server'
import { answering } from '../../testing/page'

const grid = { __typename: 'Grid', id: 'g1', label: '明月社区 / 第一网格', tier: 'GRID' }
const community = { __typename: 'Grid', id: 'c1', label: '朝天镇 / 明月社区', tier: 'COMMUNITY' }
const town = { __typename: 'Grid', id: 't1', label: '朝天镇', tier: 'TOWN' }

export const text = (what: object = {}) => ({
  __typename: 'NoticeText', language: 'ZH_HANS', headline: '明早测体温', short: '明早八点在北门测体温。', body: '带 **身份证**。', html: '<p>带 <strong>身份证</strong>。</p>',
  claim: '', source: '', reward: '', ...what,
})

export const desked = (what: object = {}) => ({
  __typename: 'Notice', id: 'n1', kind: 'BULLETIN', state: 'DRAFT', earnest: 'ACTUAL', urgency: 'EXPECTED', severity: 'UNKNOWN', certainty: 'UNKNOWN', category: 'HEALTH',
  verdict: null, sourceUrl: '', audience: [], way: 'DIRECT', relayedDownTo: 'COMMUNITY', relayMinutes: 30, picture: null, draftedBy: '王芳', proposedBy: null, publishedBy: null,
  draftedAt: '2020-01-29T10:00:00Z', goesAt: null, publishedAt: null, endedAt: null, expiresAt: null, reason: '', returned: '', edition: 1, version: 3,
  grid, grounds: [grid], text: text(), texts: [text()], stops: [], corrects: null, correctedBy: null, allowed: ['EDIT', 'PUBLISH', 'DROP'], ...what,
})

export const begun = (what: object = {}) => ({ ...desked(), turns: [], ...what })

export const page = (nodes: object[]) => ({ nodes, pageInfo: { __typename: 'PageInfo', hasNextPage: false, endCursor: null } })

const posts = [{ __typename: 'MyPost', id: 'p1', role: 'LEADER', grid: { ...grid, __typename: 'PostGrid' } }]
const plan = { __typename: 'NoticePlan', households: 120, tiers: [], nobody: [], sms: 0 }
const settings = { __typename: 'NoticeSettings', twoPeople: false }

export const answers = answering({
  WhoSpeaks: () => done({ me: { __typename: 'Me', id: 'me', posts } }),
  GridsAbove: () => done({ grid: { __typename: 'Grid', id: 'g1', above: [town, community] } }),
  GroundsIn: () => done({ grids: page([{ __typename: 'Grid', id: 'm1', label: '河滨里' }, { __typename: 'Grid', id: 'm2', label: '桂花苑' }]) }),
  GroundNotices: ({ variables }) => done({ notices: page((variables.state as string[]).includes('DRAFT') ? [begun()] : []) }),
  DeskedNotice: () => done({ notice: desked() }),
  CardQuestions: () => done({ notice: { __typename: 'Notice', id: 'n1', asked: 2, questions: [{ __typename: 'NoticeAnswer', id: 'a1', text: '喝酒能防吗？' }] } }),
  NoticePlan: () => done({ noticePlan: plan, noticeSettings: settings }),
})

export const planned = (what: object, asks: object = {}) => () => done({ noticePlan: { ...plan, ...what }, noticeSettings: { ...settings, ...asks } })
