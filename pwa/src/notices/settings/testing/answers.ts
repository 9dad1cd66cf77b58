/** What the server usually answers to who sets how a ground publishes. */
import { done } from '../../../graph/testing/server'
import { answering } from '../../testing/page'

const grid = { __typename: 'Grid', id: 'g1', label: '第一网格' }

export const settings = (what: object = {}) => ({
  __typename: 'NoticeSettings', grid, setHere: true, twoPeople: false, steps: [{ channel: 'PUSH', minutes: 0 }, { channel: 'DOOR', minutes: 60 }], relayMinutes: 30, version: 2, mayChange: true, ...what,
})

export const group = (what: object = {}) => ({
  __typename: 'ChatGroup', id: 'c1', name: '河滨里居民群', service: '企业微信', boundBy: '王芳', boundAt: '2020-01-20T00:00:00Z', lastPostedAt: null, failingSince: null, ...what,
})

const posts = [{ __typename: 'MyPost', id: 'p1', role: 'LEADER', grid: { __typename: 'PostGrid', id: 'g1', label: '第一网格', tier: 'GRID' } }]

export const answers = answering({
  WhoSpeaks: () => done({ me: { __typename: 'Me', id: 'me', posts } }),
  GroundSettings: () => done({ noticeSettings: settings() }),
  ChatGroups: () => done({ chatGroups: [group()] }),
  NoticeLink: () => done({ noticeLink: { __typename: 'NoticeLink', url: 'https://lianxin.example/n/abc', text: '明早测体温\nhttps://lianxin.example/n/abc', card: '/n/abc/card.png', poster: '/n/abc/poster', opened: 7 } }),
})
