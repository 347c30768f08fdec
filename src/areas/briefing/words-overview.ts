/** What briefings and instructions say on the page where one lands. */
import type { Words } from '../../web/words/both.ts'

export const overviewWords = {
  briefing: { vi: 'Giao ban', en: 'Briefing' },
  instruction: { vi: 'Nhiệm vụ được giao', en: 'Instruction' },
  open: { vi: 'Đang họp', en: 'In session' },
  planned: { vi: 'Đã lên lịch', en: 'Planned' },
  ended: { vi: 'Đã kết thúc', en: 'Ended' },
  late: { vi: 'Quá giờ bắt đầu, chưa mở phòng', en: 'Past its start time; the room is not open' },
  overdue: {
    vi: 'Quá hạn, chưa báo cáo hoàn thành. Đôn đốc điểm cầu.',
    en: 'Overdue and not reported done. Contact the site.',
  },
  begun: { vi: 'Buổi giao ban đã họp', en: 'Briefings held' },
  briefings: { vi: 'buổi', en: 'briefings' },
  sites: { vi: 'điểm cầu', en: 'sites' },
} as const satisfies Words
