/** What bulletins say on the page where one lands. */
import type { Words } from '../../web/words/both.ts'

export const overviewWords = {
  bulletin: { vi: 'Bản tin', en: 'Bulletin' },
  standing: { vi: 'Đang phát hành', en: 'Published' },
  due: { vi: 'Đã phê duyệt, chờ đến giờ phát hành', en: 'Approved, awaiting its release time' },
  held: {
    vi: 'Chưa phát hành được khi đến giờ. Xem lý do và xử lý.',
    en: 'Not released at its time. See why and fix it.',
  },
  doubted: {
    vi: 'Cơ sở dữ liệu được khôi phục: cần xác nhận bản tin còn hiệu lực.',
    en: 'The database was restored: confirm whether this bulletin is still valid.',
  },
  released: { vi: 'Lần phát hành, đính chính, thu hồi', en: 'Releases, corrections and cancellations' },
  releases: { vi: 'lần', en: 'times' },
  channels: { vi: 'kênh', en: 'channels' },
} as const satisfies Words
