/** What can go wrong in this room and is nobody's bug. A sentence says what happened and what to do. */

import type { FailureTable } from '../../base/failure.ts'
import { failuresOf } from '../../base/failure.ts'
import { conflict } from '../../base/failure-kinds.ts'

export const MONTHS_FAILURES = {
  reportState: conflict({
    vi: 'Báo cáo đã chuyển sang bước khác nên không thực hiện được việc này. Tải lại trang để xem bước hiện tại.',
    en: 'The report has moved to another step, so this cannot be done. Reload the page to see its current step.',
  }),
  reportDoubtsUnseen: conflict({
    vi: 'Báo cáo có điểm cần lưu ý chưa xem: {codes}. Tải lại trang, xem từng điểm rồi quyết định.',
    en: 'The report has points that you have not checked: {codes}. Reload the page, read each, then decide.',
  }),
  workItemsTooMany: conflict({
    vi: 'Tháng này đã có {max} đầu việc. Gộp hoặc xóa bớt trước khi thêm.',
    en: 'This month already has {max} work items. Merge or remove some before adding another.',
  }),
} as const satisfies FailureTable

export const monthsFailure = failuresOf(MONTHS_FAILURES)
