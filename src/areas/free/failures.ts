/** What can go wrong in this room and is nobody's bug. A sentence says what happened and what to do. */

import type { FailureTable } from '../../base/failure.ts'
import { failuresOf } from '../../base/failure.ts'
import { conflict, tooLarge, unprocessable } from '../../base/failure-kinds.ts'

export const FREE_FAILURES = {
  listState: conflict({
    vi: 'Dự thảo danh mục miễn cước đang ở trạng thái {state}, không thực hiện được việc này. Tải lại trang.',
    en: 'The free list draft is {state}, so this cannot be done. Reload the page.',
  }),
  listUnchanged: unprocessable({
    vi: 'Dự thảo không khác phiên bản hiện có, nên không có gì để phê duyệt. Sửa trước khi trình.',
    en: 'The draft is the same as the last version, so there is nothing to approve. Change something first.',
  }),
  listTooLarge: tooLarge({
    vi: 'Danh mục miễn cước lớn hơn {size} byte. Bỏ bớt dịch vụ hoặc gộp các dải địa chỉ.',
    en: 'The free list is larger than {size} bytes. Remove services or merge prefixes.',
  }),
  servicesDiffer: unprocessable({
    vi: 'Số dịch vụ thay đổi đã gõ không đúng với dự thảo này. Đọc lại các thay đổi rồi gõ lại.',
    en: 'The number you typed is not the number of services this draft changes. Read the changes and type it again.',
  }),
  doubtsUnseen: conflict({
    vi: 'Có điểm cần lưu ý chưa xem. Tải lại, đọc từng điểm rồi phê duyệt.',
    en: 'There are points that you have not checked. Reload, read each, then approve.',
  }),
  listsUnheard: {
    ...conflict({
      vi: 'Máy chủ vừa được khôi phục và chưa biết các nhà mạng đang giữ phiên bản nào: {operators}. Chờ nút kết nối lại; thu hồi nút không còn dùng.',
      en: 'The server was restored and does not know yet which version these operators hold: {operators}. Wait for their nodes to connect; revoke any node no longer used.',
    }),
    retry: 'later',
  },
} as const satisfies FailureTable

export const freeFailure = failuresOf(FREE_FAILURES)
