/** What can go wrong in this room and is nobody's bug. A sentence says what happened and what to do. */

import type { FailureTable } from '../../base/failure.ts'
import { failuresOf } from '../../base/failure.ts'
import { conflict } from '../../base/failure-kinds.ts'

export const MONTHS_FAILURES = {
  reportState: conflict({
    vi: 'Báo cáo đã sang bước khác nên không làm được việc này. Hãy tải lại trang để xem bước hiện tại.',
    en: 'The report has moved to another step, so this cannot be done. Reload the page to see where it stands.',
  }),
  reportDoubtsUnseen: conflict({
    vi: 'Báo cáo có điểm cần xem mà bạn chưa xem: {codes}. Hãy tải lại trang, xem từng điểm rồi quyết định.',
    en: 'The report has doubts that you have not seen: {codes}. Reload the page, read each, then decide.',
  }),
  workItemsTooMany: conflict({
    vi: 'Tháng này đã có {max} đầu việc. Hãy gộp hoặc xóa bớt trước khi thêm.',
    en: 'This month has {max} work items already. Join or remove some before adding another.',
  }),
} as const satisfies FailureTable

export const monthsFailure = failuresOf(MONTHS_FAILURES)
