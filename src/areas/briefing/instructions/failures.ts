/** What can go wrong with instructions and is nobody's bug. A sentence says what happened and what to do. */
import type { FailureTable } from '../../../base/failure.ts'
import { failuresOf } from '../../../base/failure.ts'
import { conflict, unprocessable } from '../../../base/failure-kinds.ts'

export const INSTRUCTION_FAILURES = {
  instructionState: conflict({
    vi: 'Nhiệm vụ đã sang bước khác nên không làm được việc này. Hãy tải lại trang để xem bước hiện tại.',
    en: 'The instruction has moved to another step, so this cannot be done. Reload the page to see where it stands.',
  }),
  instructionSite: unprocessable({
    vi: 'Điểm cầu này không có trong danh sách của buổi giao ban. Hãy chọn một điểm cầu trong danh sách.',
    en: 'This site is not on the roster of the briefing. Choose a site that is.',
  }),
  instructionDecision: unprocessable({
    vi: 'Kết luận được chọn không có trong biên bản của buổi giao ban này. Hãy tải lại trang và chọn lại.',
    en: 'The decision that was chosen is not in the minutes of this briefing. Reload the page and choose again.',
  }),
  instructionDuePast: unprocessable({
    vi: 'Thời hạn {due} đã qua. Hãy chọn ngày từ hôm nay trở đi.',
    en: 'The due day {due} is over. Choose today or a later day.',
  }),
  instructionAltered: conflict({
    vi: 'Nội dung, hoặc tên của điểm cầu hay buổi giao ban, không còn như khi trình. Chưa giao gì. Hãy trả lại để trình lại; nếu không ai đổi tên, hãy báo quản trị viên và kiểm tra nhật ký.',
    en: 'The content, or the name of the site or of the briefing, is no longer what was submitted. Nothing was issued. Send it back to be submitted anew; if nobody has changed a name, tell an administrator and verify the trail.',
  }),
  conclusionsNotYet: conflict({
    vi: 'Buổi giao ban chưa bắt đầu nên chưa có kết luận.',
    en: 'The briefing has not begun, so there are no conclusions yet.',
  }),
  instructionsTooMany: conflict({
    vi: 'Buổi giao ban này đã có {max} nhiệm vụ. Hãy gộp bớt trước khi thêm.',
    en: 'This briefing has {max} instructions already. Join some before adding another.',
  }),
} as const satisfies FailureTable

export const instructionFailure = failuresOf(INSTRUCTION_FAILURES)
