/** What can go wrong in this room and is nobody's bug. A sentence says what happened and what to do. */
import { type FailureTable, failuresOf } from '../../base/failure.ts'
import { conflict } from '../../base/failure-kinds.ts'

export const SIREN_FAILURES = {
  sirenState: conflict({
    vi: 'Lệnh kéo còi đã sang bước khác nên không làm được việc này. Hãy tải lại trang để xem bước hiện tại.',
    en: 'The siren order has moved to another step, so this cannot be done. Reload the page to see where it stands.',
  }),
} as const satisfies FailureTable

export const sirenFailure = failuresOf(SIREN_FAILURES)
