/** What can go wrong with instructions and is nobody's bug. A sentence says what happened and what to do. */
import type { FailureTable } from '../../../base/failure.ts'
import { failuresOf } from '../../../base/failure.ts'
import { conflict, unprocessable } from '../../../base/failure-kinds.ts'

export const INSTRUCTION_FAILURES = {
  instructionState: conflict({
    vi: 'Nhiệm vụ đã chuyển sang bước khác nên không thực hiện được việc này. Tải lại trang để xem bước hiện tại.',
    en: 'The instruction has moved to another step, so this cannot be done. Reload the page to see its current step.',
  }),
  instructionSite: unprocessable({
    vi: 'Điểm cầu này không có trong danh sách của buổi giao ban. Chọn một điểm cầu trong danh sách.',
    en: 'This site is not on the roster of the briefing. Choose one that is.',
  }),
  instructionDecision: unprocessable({
    vi: 'Kết luận được chọn không có trong biên bản của buổi giao ban này. Tải lại trang và chọn lại.',
    en: 'The chosen decision is not in the minutes of this briefing. Reload the page and choose again.',
  }),
  instructionDuePast: unprocessable({
    vi: 'Thời hạn {due} đã qua. Chọn ngày từ hôm nay trở đi.',
    en: 'The due date {due} has passed. Choose today or later.',
  }),
  instructionAltered: conflict({
    vi: 'Nội dung, tên điểm cầu hoặc tên buổi giao ban đã khác so với khi trình. Chưa giao gì. Trả lại để trình lại; nếu không ai đổi tên, báo quản trị viên và kiểm tra nhật ký.',
    en: 'The text, site name or briefing name has changed since submission. Nothing was issued. Send it back; if nobody changed a name, tell an administrator and verify the trail.',
  }),
  conclusionsNotYet: conflict({
    vi: 'Buổi giao ban chưa bắt đầu nên chưa có kết luận.',
    en: 'The briefing has not started, so there are no conclusions yet.',
  }),
  instructionsTooMany: conflict({
    vi: 'Buổi giao ban này đã có {max} nhiệm vụ. Gộp bớt trước khi thêm.',
    en: 'This briefing already has {max} instructions. Merge some before adding another.',
  }),
} as const satisfies FailureTable

export const instructionFailure = failuresOf(INSTRUCTION_FAILURES)
