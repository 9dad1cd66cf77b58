/** Doors that a notice has not reached, as the server tells them. */
import type { Home, Missed } from '../documents'

export const missed = (what: object = {}): Missed =>
  ({ __typename: 'MissedNotice', id: 'n1', headline: '明早测体温', kind: 'ORDER', urgency: 'EXPECTED', earnest: 'ACTUAL', smsTakenAt: null, lastContact: null, ...what }) as Missed

export const home = (id: string, room: string, what: object = {}): Home =>
  ({
    __typename: 'UnreachedHousehold', id, grid: { __typename: 'Grid', id: 'm1', label: '河滨里' }, door: { __typename: 'Door', room, label: `3栋2单元${room}` },
    address: `朝天镇 河滨里 3栋2单元${room}`, phone: '+8613800000021', name: '徐静', liaison: { __typename: 'NamedLiaison', post: 'p5', name: '朱美珍' }, missed: [missed()], ...what,
  }) as Home

export const page = (nodes: Home[]) => ({ nodes, pageInfo: { __typename: 'PageInfo', hasNextPage: false, endCursor: null } })
