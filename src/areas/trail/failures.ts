/** What can go wrong in this room and is nobody's bug. A sentence says what happened and what to do. */
import { type FailureTable, failuresOf } from '../../base/failure.ts'
import { busy } from '../../base/failure-kinds.ts'

export const TRAIL_FAILURES = {
  trailExports: busy({
    vi: 'Máy chủ đang trích {most} tệp nhật ký, chưa trích thêm được. Hãy thử lại sau ít phút.',
    en: 'The server is already writing {most} exports of the trail. Try again in a few minutes.',
  }),
} as const satisfies FailureTable

export const trailFailure = failuresOf(TRAIL_FAILURES)
