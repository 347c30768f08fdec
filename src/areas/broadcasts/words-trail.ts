/** What cell broadcasts write into the trail, in words. */
import type { Words } from '../../web/words/both.ts'

export const trailWords = {
  'trail.kind.broadcast': { vi: 'Tin quảng bá di động', en: 'Cell broadcasts' },
  'trail.broadcast.issue': {
    vi: 'gửi tin quảng bá di động cho nhà mạng',
    en: 'issued a cell broadcast to an operator',
  },
  'trail.broadcast.correct': {
    vi: 'yêu cầu nhà mạng phát đính chính thay tin quảng bá',
    en: 'told an operator to broadcast the correction in its place',
  },
  'trail.broadcast.stop': {
    vi: 'yêu cầu nhà mạng gỡ tin quảng bá',
    en: 'told an operator to take a broadcast off the air',
  },
  'trail.broadcast.hold': { vi: 'xác nhận đã nhận tin quảng bá', en: 'confirmed a cell broadcast' },
  'trail.broadcast.confirm-correction': {
    vi: 'xác nhận đã nhận đính chính của tin quảng bá',
    en: 'confirmed the correction of a broadcast',
  },
  'trail.broadcast.withdraw': { vi: 'xác nhận đã gỡ tin quảng bá', en: 'confirmed that a broadcast is taken off' },
  'trail.broadcast.refuse': { vi: 'từ chối tin quảng bá', en: 'refused a cell broadcast' },
  'trail.broadcast.count': {
    vi: 'báo số ô phát cuối cùng của tin quảng bá',
    en: 'told the last count of cells of a broadcast',
  },
  'trail.broadcast.no-code': {
    vi: 'chưa phát được tin quảng bá di động: mọi mã tin đều đang dùng; sẽ gửi nhà mạng khi có mã trống',
    en: 'could not broadcast yet: every message code is in use; operators are told when one is free',
  },
  'trail.broadcast.find': {
    vi: 'trả lại tin quảng bá mà máy chủ, khôi phục từ bản sao lưu, không còn biết',
    en: 'gave back a broadcast that the server, restored from a backup, did not know',
  },
} as const satisfies Words
