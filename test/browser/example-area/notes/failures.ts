/** What can go wrong in this room and is nobody's bug. A sentence says what happened and what to do. */
import { type FailureTable, failuresOf } from '../../base/failure.ts'
import { conflict } from '../../base/failure-kinds.ts'

export const NOTE_FAILURES = {
  notesFull: conflict({
    vi: 'Bảng đã có {max} ghi chú. Hãy đọc chúng trước khi để thêm.',
    en: 'The board holds {max} notes already. Read them before leaving another.',
  }),
} as const satisfies FailureTable

export const noteFailure = failuresOf(NOTE_FAILURES)
