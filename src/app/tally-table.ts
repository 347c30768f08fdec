/** A tally for people: every figure with its unit, in the terminal's language. */
import type { Language } from '../base/failure.ts'
import type { RoundState } from '../round/snapshot.ts'
import type { Tally } from '../round/tally.ts'
import { stateWords } from './state-words.ts'
import { figure } from './terminal.ts'

const WORDS = {
  vi: {
    state: 'Trạng thái',
    message: 'Nội dung tin nhắn',
    ordinary: 'bản tin SMS thông thường (quy đổi)',
    subscribers: 'Thuê bao',
    audience: 'tập thuê bao nhận tin',
    unsent: 'chưa gửi',
    sending: 'đang gửi',
    accepted: 'tổng đài đã nhận',
    delivered: 'đã tới máy',
    failed: 'không gửi được',
    expired: 'quá hạn',
    uncertain: 'chưa rõ kết quả',
    resent: 'trong đó gửi lại',
    segments: 'Bản tin quy đổi',
    submitted: 'đã gửi lên tổng đài',
    segmentsAccepted: 'tổng đài đã nhận',
    refused: 'bị từ chối',
    retried: 'lỗi tạm thời, gửi lại',
    unanswered: 'không có trả lời',
    segmentsDelivered: 'đã tới máy',
    receipts: 'Báo nhận',
    matched: 'khớp',
    early: 'trong đó đến trước trả lời',
    intermediate: 'chưa phải cuối cùng',
    duplicate: 'trùng',
    unmatched: 'không khớp tin nào',
    odd: 'tự mâu thuẫn',
    statuses: 'Trả lời khác ESME_ROK',
    lanes: 'Làn gửi',
    bound: 'đã kết nối',
    notBound: 'mất kết nối',
    throttled: 'bị yêu cầu chậm lại',
    rebinds: 'lần kết nối lại',
    rate: 'Tốc độ',
    perSecond: 'bản tin/giây',
    from: 'Bắt đầu',
    to: 'Kết thúc',
  },
  en: {
    state: 'State',
    message: 'Message',
    ordinary: 'ordinary SMS',
    subscribers: 'Subscribers',
    audience: 'audience',
    unsent: 'unsent',
    sending: 'sending',
    accepted: 'accepted',
    delivered: 'delivered',
    failed: 'failed',
    expired: 'expired',
    uncertain: 'uncertain',
    resent: 'of which resent',
    segments: 'Segments (ordinary SMS)',
    submitted: 'submitted',
    segmentsAccepted: 'accepted',
    refused: 'refused',
    retried: 'temporary error, retried',
    unanswered: 'unanswered',
    segmentsDelivered: 'delivered',
    receipts: 'Receipts',
    matched: 'matched',
    early: 'of which before the response',
    intermediate: 'intermediate',
    duplicate: 'duplicate',
    unmatched: 'unmatched',
    odd: 'contradictory',
    statuses: 'Answers other than ESME_ROK',
    lanes: 'Lanes',
    bound: 'bound',
    notBound: 'not bound',
    throttled: 'throttled',
    rebinds: 'rebinds',
    rate: 'Rate',
    perSecond: 'segments/s',
    from: 'Started',
    to: 'Ended',
  },
} as const

/** A process has lanes then: of a round at rest nobody asks whether they are bound. */
const AT_WORK: ReadonlySet<RoundState> = new Set(['running', 'paused', 'waiting', 'following'])

export function tallyTable(tally: Tally, language: Language): string {
  const w = WORDS[language]
  const { subscribers: s, segments: g, receipts: r } = tally
  const rows: (readonly [string, string] | string)[] = [
    [w.state, stateWords(tally, language)],
    [w.message, `${figure(tally.message.segments)} ${w.ordinary}`],
    w.subscribers,
    ...figures(w, s, [
      'audience',
      'delivered',
      'accepted',
      'failed',
      'expired',
      'uncertain',
      'sending',
      'unsent',
      'resent',
    ]),
    w.segments,
    [`  ${w.submitted}`, figure(g.submitted)],
    [`  ${w.segmentsAccepted}`, figure(g.accepted)],
    [`  ${w.segmentsDelivered}`, figure(g.delivered)],
    ...figures(w, g, ['refused', 'retried', 'unanswered']),
    w.receipts,
    ...figures(w, r, ['matched', 'early', 'intermediate', 'duplicate', 'unmatched', 'odd']),
  ]
  const statuses = Object.entries(tally.statuses)
  if (statuses.length > 0) rows.push(w.statuses)
  for (const [name, count] of statuses) rows.push([`  ${name}`, figure(count)])
  rows.push(w.lanes)
  const isAtWork = AT_WORK.has(tally.state)
  for (const lane of tally.lanes)
    rows.push([
      `  ${lane.smsc}`,
      `${figure(lane.submitted)}  ${isAtWork ? `${lane.bound ? w.bound : w.notBound}, ` : ''}${w.throttled} ${figure(lane.throttled)}, ${w.rebinds} ${figure(lane.rebinds)}`,
    ])
  rows.push([w.rate, `${figure(tally.segmentsPerSecond)} ${w.perSecond}`])
  if (tally.startedAt !== null) rows.push([w.from, tally.startedAt])
  if (tally.endedAt !== null) rows.push([w.to, tally.endedAt])
  return layOut(rows)
}

function figures<Word extends string>(
  words: Readonly<Record<Word, string>>,
  counts: Readonly<Record<Word, number>>,
  names: readonly Word[],
): [string, string][] {
  return names.map(name => [`  ${words[name]}`, figure(counts[name])])
}

/** Headings alone on a line; figures right-aligned. */
function layOut(rows: readonly (readonly [string, string] | string)[]): string {
  const pairs = rows.filter(row => typeof row !== 'string')
  const left = Math.max(...pairs.map(([name]) => [...name].length))
  const right = Math.max(...pairs.map(([, value]) => (/^[\d\u2009]+$/.test(value) ? value.length : 0)))
  return rows
    .map(row => {
      if (typeof row === 'string') return row
      const [name, value] = row
      const isFigure = /^[\d\u2009]+$/.test(value)
      return `${name.padEnd(left + 2)}${isFigure ? value.padStart(right) : value}`
    })
    .join('\n')
}
