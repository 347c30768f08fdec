/** What can go wrong in this room and is nobody's bug. A sentence says what happened and what to do. */

import type { FailureTable } from '../base/failure.ts'
import { failuresOf } from '../base/failure.ts'
import { conflict, missing, refused, unprocessable } from '../base/failure-kinds.ts'

export const AUTHORITY_FAILURES = {
  forbidden: refused({
    vi: 'Vai trò của bạn không được làm việc này. Hãy nhờ người có quyền hoặc quản trị viên.',
    en: 'Your role may not do this. Ask someone who may, or an administrator.',
  }),
  notFound: missing({
    vi: 'Không tìm thấy {what}. Có thể đường dẫn đã cũ.',
    en: 'There is no such {what}. The link may be old.',
  }),
  versionConflict: conflict({
    vi: 'Nội dung đã được {by} sửa sau khi bạn mở (phiên bản {version}). Bản của bạn vẫn còn trên màn hình: hãy so sánh rồi lưu lại.',
    en: '{by} changed the content after you opened it (version {version}). Yours is still on your screen: compare, then save again.',
  }),
  ownApproval: refused({
    vi: 'Bạn đã soạn hoặc trình nội dung này nên không được tự phê duyệt. Cần người duyệt khác.',
    en: 'You wrote or submitted this, so you cannot approve it. Another approver must.',
  }),
  digestDiffers: conflict({
    vi: 'Nội dung đã khác với bản bạn xem. Hãy tải lại và đọc lại trước khi phê duyệt.',
    en: 'The content is no longer what you saw. Reload and read it again before you approve.',
  }),
  contentFaulty: unprocessable({
    vi: 'Nội dung còn {faults} chỗ phải sửa trước khi trình. Xem danh sách ở đầu trang.',
    en: 'Places of the content that must be mended before it can be submitted: {faults}. See the list at the top of the page.',
  }),
} as const satisfies FailureTable

export const authorityFailure = failuresOf(AUTHORITY_FAILURES)
