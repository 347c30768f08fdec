/** What remarks and templates write into the trail, in words. */
import type { Words } from '../../web/words/both.ts'

export const trailWords = {
  'trail.kind.remark': { vi: 'Góp ý', en: 'Remarks' },
  'trail.kind.template': { vi: 'Mẫu', en: 'Templates' },
  'trail.remark.write': { vi: 'góp ý vào dự thảo', en: 'remarked on a draft' },
  'trail.remark.settle': { vi: 'ghi nhận góp ý đã xử lý', en: 'settled a remark' },
  'trail.remark.reopen': { vi: 'mở lại góp ý', en: 'opened a remark again' },
  'trail.template.keep': { vi: 'giữ nội dung đã duyệt làm mẫu', en: 'kept a template' },
  'trail.template.drop': { vi: 'bỏ mẫu', en: 'removed a template' },
} as const satisfies Words
