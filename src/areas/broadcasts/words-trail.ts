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
    en: 'ordered an operator to broadcast the correction instead',
  },
  'trail.broadcast.stop': {
    vi: 'yêu cầu nhà mạng ngừng phát tin quảng bá',
    en: 'ordered an operator to stop a broadcast',
  },
  'trail.broadcast.hold': { vi: 'xác nhận đã nhận tin quảng bá', en: 'confirmed a cell broadcast' },
  'trail.broadcast.confirm-correction': {
    vi: 'xác nhận đã nhận đính chính của tin quảng bá',
    en: 'confirmed the correction of a broadcast',
  },
  'trail.broadcast.withdraw': {
    vi: 'xác nhận đã ngừng phát tin quảng bá',
    en: 'confirmed that a broadcast was stopped',
  },
  'trail.broadcast.refuse': { vi: 'từ chối tin quảng bá', en: 'refused a cell broadcast' },
  'trail.broadcast.count': {
    vi: 'báo số ô phát cuối cùng của tin quảng bá',
    en: 'reported the final cell count of a broadcast',
  },
  'trail.broadcast.no-code': {
    vi: 'chưa phát được tin quảng bá di động: hết mã tin trống; sẽ gửi nhà mạng khi có',
    en: 'could not broadcast yet: every message code is in use; operators receive it when one is free',
  },
  'trail.broadcast.find': {
    vi: 'báo lại tin quảng bá bị mất khi khôi phục từ bản sao lưu',
    en: 'reported a broadcast lost when the server was restored from a backup',
  },
} as const satisfies Words
