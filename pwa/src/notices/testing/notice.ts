/** Notices as the server tells them. */
import type { Notice, WholeNotice } from '../documents'

const grid = { __typename: 'Grid' as const, id: 'g', label: '栖花村' }

export const listed = (id: string, more: Partial<Notice> = {}): Notice => ({
  __typename: 'Notice',
  id,
  kind: 'BULLETIN',
  state: 'PUBLISHED',
  earnest: 'ACTUAL',
  urgency: 'EXPECTED',
  verdict: null,
  edition: 1,
  publishedAt: '2020-01-29T12:18:00+00:00',
  expiresAt: null,
  grid,
  text: { __typename: 'NoticeText', language: 'ZH_HANS', headline: `公告 ${id}`, short: '明早 8 点起做核酸。', claim: '' },
  mine: null,
  ...more,
}) as Notice

export const whole = (id: string, more: Partial<WholeNotice> = {}, says: Partial<WholeNotice['text']> = {}): WholeNotice => {
  const notice = listed(id)
  return {
    ...notice,
    sourceUrl: '',
    asked: 0,
    audience: [],
    picture: null,
    link: `https://lianxin.example/n/${id}`,
    endedAt: null,
    reason: '',
    stops: [],
    lines: [],
    corrects: null,
    correctedBy: null,
    allowed: [],
    fingerprint: 'f1',
    replies: [],
    myAnswers: [],
    ...more,
    text: { ...notice.text, html: '<p>带 <strong>身份证</strong>。</p>', source: '', reward: '', ...says },
  } as WholeNotice
}
