/** What can go wrong with a briefing's media and is nobody's bug. */

import type { FailureTable } from '../base/failure.ts'
import { failuresOf } from '../base/failure.ts'
import { busy, malformed } from '../base/failure-kinds.ts'

export const SFU_FAILURES = {
  mediaDown: {
    ...busy({
      vi: 'Bộ chuyển tiếp âm thanh và hình ảnh đang khởi động lại. Thử lại sau hai giây.',
      en: 'The sound and picture service is restarting. Try again in two seconds.',
    }),
    retry: 'now',
  },
  mediaFull: busy({
    vi: 'Phòng giao ban không nhận thêm điểm cầu nào nữa. Đóng bớt một cửa sổ đang mở, hoặc báo quản trị viên.',
    en: 'The briefing is full. Close a window that is still open, or tell an administrator.',
  }),
  answerFaulty: malformed({
    vi: 'Trình duyệt trả lời không đúng yêu cầu kết nối ({why}). Tải lại trang; nếu vẫn lỗi, dùng Chrome, Edge, Firefox hoặc Safari bản mới.',
    en: 'The browser’s answer does not match the offer ({why}). Reload the page; if this continues, use a recent Chrome, Edge, Firefox or Safari.',
  }),
} as const satisfies FailureTable

export const sfuFailure = failuresOf(SFU_FAILURES)
