/** What remarks and templates write into the trail, in words. */
import type { Words } from '../../web/words/both.ts'

export const trailWords = {
  'trail.kind.remark': { vi: 'Góp ý', en: 'Remarks' },
  'trail.kind.template': { vi: 'Mẫu', en: 'Templates' },
  'trail.remark.write': { vi: 'góp ý vào dự thảo', en: 'added a remark to a draft' },
  'trail.remark.settle': { vi: 'ghi nhận góp ý đã xử lý', en: 'settled a remark' },
  'trail.remark.reopen': { vi: 'mở lại góp ý', en: 'reopened a remark' },
  'trail.template.keep': { vi: 'lưu nội dung đã duyệt làm mẫu', en: 'saved a template' },
  'trail.template.drop': { vi: 'bỏ mẫu', en: 'removed a template' },
} as const satisfies Words
