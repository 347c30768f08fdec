/** The count for people, in Vietnamese or English. A figure is never abbreviated. */
import type { Language } from '../../src/base/failure.ts'
import type { Count } from './count.ts'

type Row = readonly [vi: string, en: string, value: (count: Count) => number]

const ROWS: readonly Row[] = [
  ['submit_sm đã nhận', 'submit_sm received', c => c.submits],
  ['  chấp nhận', '  accepted', c => c.accepted],
  ['  từ chối', '  refused', c => c.refused],
  ['  bị hãm tốc độ', '  throttled', c => c.throttled],
  ['  không kịp trả lời', '  left without an answer', c => c.unanswered],
  ['Thuê bao', 'Subscribers', c => c.subscribers],
  ['  nhận được ít nhất một phần', '  reached with one segment at least', c => c.reached],
  ['  nhận đủ cả tin', '  given the whole message', c => c.complete],
  ['Tin nhắn thông thường (đoạn tin khác nhau)', 'Ordinary SMS (distinct segments)', c => c.segments],
  ['  bản thừa', '  second copies', c => c.duplicates],
  ['  nội dung khác bản đầu', '  other text than the first', c => c.differingPayloads],
  ['Báo nhận phải gửi', 'Receipts owed', c => c.receipts.owed],
  ['  đã gửi, kể cả gửi lại', '  sent, again ones too', c => c.receipts.sent],
  ['  báo đã phát', '  answered: delivered', c => c.receipts.delivered],
  ['  báo không phát được', '  answered: undeliverable', c => c.receipts.undeliverable],
  ['  còn chờ', '  still waiting', c => c.receipts.waiting],
  ['Số lần bind', 'Binds', c => c.binds],
  ['  bị từ chối', '  refused', c => c.bindsRefused],
  ['Kết nối bị ngắt cố ý', 'Connections broken on purpose', c => c.drops],
  ['Lỗi giao thức', 'Protocol errors', c => c.protocolErrors],
]

export function countTable(count: Count, language: Language): string {
  const lines = ROWS.map(([vi, en, value]) => [language === 'vi' ? vi : en, figure(value(count))])
  for (const [status, times] of Object.entries(count.statuses)) lines.push([`  ${status}`, figure(times)])
  const left = Math.max(...lines.map(([label]) => label.length))
  const right = Math.max(...lines.map(([, value]) => value.length))
  return lines.map(([label, value]) => `${label.padEnd(left)}  ${value.padStart(right)}\n`).join('')
}

function figure(value: number): string {
  return value.toString().replace(/\B(?=(\d{3})+$)/g, '\u2009')
}
