/** What is written about the trail itself, in words. */
import type { Words } from '../../web/words/both.ts'

export const trailWords = {
  'trail.kind.trail': { vi: 'Nhật ký', en: 'The trail' },
  'trail.trail.export': { vi: 'trích xuất nhật ký', en: 'exported the trail' },
  'trail.detail.form': { vi: 'Dạng tệp', en: 'Form of the file' },
  'trail.detail.entries': { vi: 'Số dòng', en: 'Entries' },
  'trail.detail.fromDay': { vi: 'Từ lúc', en: 'From' },
  'trail.detail.untilDay': { vi: 'Trước lúc', en: 'Until, not included' },
  'trail.detail.lookedFor': { vi: 'Điều kiện tìm', en: 'Search' },
} as const satisfies Words
