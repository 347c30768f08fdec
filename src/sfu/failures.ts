/** What can go wrong with a briefing's media and is nobody's bug. */

import type { FailureTable } from '../base/failure.ts'
import { failuresOf } from '../base/failure.ts'
import { busy, malformed } from '../base/failure-kinds.ts'

export const SFU_FAILURES = {
  mediaDown: {
    ...busy({
      vi: 'Bộ chuyển tiếp âm thanh và hình ảnh đang khởi động lại. Thử lại sau hai giây.',
      en: 'What forwards sound and pictures is starting again. Try again in two seconds.',
    }),
    retry: 'now',
  },
  mediaFull: busy({
    vi: 'Phòng giao ban không nhận thêm điểm cầu nào nữa. Đóng bớt một cửa sổ đang mở, hoặc báo quản trị viên.',
    en: 'The briefing takes no more sites. Close a window that is still open, or tell an administrator.',
  }),
  answerFaulty: malformed({
    vi: 'Trình duyệt trả lời không đúng lời mời kết nối ({why}). Tải lại trang; nếu vẫn lỗi, dùng Chrome, Edge, Firefox hoặc Safari bản mới.',
    en: 'The browser’s answer does not fit what was offered ({why}). Load the page again; if it stays, take a recent Chrome, Edge, Firefox or Safari.',
  }),
} as const satisfies FailureTable

export const sfuFailure = failuresOf(SFU_FAILURES)
