/** How far a notice has come, as the server tells it. */
import { done } from '../../../graph/testing/server'
import { answering } from '../../testing/page'
import type { Behind, Reach } from '../documents'

const clock = { __typename: 'CascadeClock', half: 41, ninety: 170, all: null }

export const reach = (what: object = {}): Reach =>
  ({
    __typename: 'Reach', id: 'r1', notice: { __typename: 'NoticeEdition', id: 'n1', headline: '明早测体温', edition: 1, state: 'PUBLISHED', earnest: 'ACTUAL', publishedAt: '2020-01-29T10:55:00Z' },
    grid: { __typename: 'Grid', id: 'c1', label: '朝天镇 / 明月社区' }, households: 100, waiting: 0, reached: 97, shown: 90, read: 60, answered: 0, signed: 0, toldByPhone: 3, toldAtDoor: 4,
    refused: 1, movedAway: 0, notAtHome: 2, via: [{ via: 'PUSH', households: 90 }, { via: 'PHONE', households: 3 }, { via: 'DOOR', households: 4 }, { via: 'SMS', households: 0 }],
    clock, curve: [{ seconds: 41, reached: 50 }, { seconds: 170, reached: 90 }, { seconds: 240, reached: 97 }],
    parts: [
      { grid: { __typename: 'Grid', id: 'g1', name: '第一网格' }, households: 60, reached: 60, waiting: 0, clock: { ...clock, all: 95 }, arrivedAt: '2020-01-29T10:55:00Z' },
      { grid: { __typename: 'Grid', id: 'g2', name: '第二网格' }, households: 40, reached: 0, waiting: 0, clock: { half: null, ninety: null, all: null }, arrivedAt: null },
    ],
    stalled: [], ...what,
  }) as unknown as Reach

export const behind = (what: object = {}): Behind =>
  ({
    __typename: 'Reach', id: 'r1',
    carried: [{ channel: 'PUSH', opensAt: '2020-01-29T10:55:00Z', doneAt: '2020-01-29T10:56:00Z', tried: 120, taken: 117, failed: 3 }, { channel: 'DOOR', opensAt: '2020-01-29T12:00:00Z', doneAt: null, tried: 0, taken: 0, failed: 0 }],
    opened: [{ grid: { __typename: 'Grid', id: 'g1', label: '明月社区 / 第一网格' }, times: 42 }],
    unreachedByLiaison: [{ post: 'p5', name: '朱美珍', households: 2 }, { post: null, name: '', households: 1 }],
    earlier: [{ notice: { __typename: 'NoticeEdition', id: 'n0', headline: '停水', publishedAt: '2020-01-20T10:00:00Z' }, households: 100, reached: 80, clock: { half: 60, ninety: null, all: null } }], ...what,
  }) as unknown as Behind

export const answers = answering({ NoticeReach: () => done({ reach: reach() }), ReachBehind: () => done({ reach: behind() }) })
