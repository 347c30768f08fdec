/** What bulletins say on the page where one lands. */
import type { Words } from '../../web/words/both.ts'

export const overviewWords = {
  bulletin: { vi: 'Bản tin', en: 'Bulletin' },
  standing: { vi: 'Đang phát hành', en: 'Published' },
  due: { vi: 'Đã duyệt, đến giờ sẽ phát hành', en: 'Approved, to be released then' },
  held: {
    vi: 'Đến giờ mà chưa phát hành được. Xem lý do và xử lý.',
    en: 'Its time came and it could not be released. See why, and mend it.',
  },
  doubted: {
    vi: 'Cơ sở dữ liệu được khôi phục: cần xác nhận bản tin còn hiệu lực.',
    en: 'The database was restored: somebody has to say whether it still stands.',
  },
  released: { vi: 'Lần phát hành, đính chính, thu hồi', en: 'Releases, corrections and cancels' },
  releases: { vi: 'lần', en: 'times' },
  channels: { vi: 'kênh', en: 'channels' },
} as const satisfies Words
