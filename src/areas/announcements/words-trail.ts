/** What announcements before the ring write into the trail, in words. */
import type { Words } from '../../web/words/both.ts'

export const trailWords = {
  'trail.kind.announcement': { vi: 'Âm thông báo', en: 'Announcements before the ring' },
  'trail.announcement.issue': { vi: 'gửi âm thông báo cho nhà mạng', en: 'issued an announcement before the ring' },
  'trail.announcement.stop': {
    vi: 'yêu cầu nhà mạng ngừng phát âm thông báo',
    en: 'ordered an operator to stop an announcement before the ring',
  },
  'trail.announcement.hold': { vi: 'xác nhận đã nhận âm thông báo', en: 'confirmed an announcement before the ring' },
  'trail.announcement.withdraw': {
    vi: 'xác nhận đã ngừng phát âm thông báo',
    en: 'confirmed that an announcement before the ring has stopped',
  },
  'trail.announcement.refuse': { vi: 'từ chối âm thông báo', en: 'refused an announcement before the ring' },
  'trail.announcement.count': {
    vi: 'báo số cuộc gọi cuối cùng đã nghe âm thông báo',
    en: 'reported the final count of calls that heard an announcement',
  },
} as const satisfies Words
