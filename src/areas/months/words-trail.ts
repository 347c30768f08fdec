/** What the reports of months write into the trail, in words. */
import type { Words } from '../../web/words/both.ts'

export const trailWords = {
  'trail.kind.month': { vi: 'Báo cáo tháng', en: 'Monthly reports' },
  'trail.month.review': {
    vi: 'soát xét, chốt số liệu báo cáo tháng',
    en: 'reviewed a monthly report and froze its figures',
  },
  'trail.month.sign': { vi: 'ký báo cáo tháng', en: 'signed a monthly report' },
  'trail.month.publish': { vi: 'công bố báo cáo tháng', en: 'published a monthly report' },
  'trail.month.return': { vi: 'trả lại báo cáo tháng', en: 'sent back a monthly report' },
  'trail.month.item-add': { vi: 'thêm đầu việc trong tháng', en: 'added a work item' },
  'trail.month.item-save': { vi: 'sửa đầu việc trong tháng', en: 'changed a work item' },
  'trail.month.item-remove': { vi: 'xóa đầu việc trong tháng', en: 'removed a work item' },
} as const satisfies Words
