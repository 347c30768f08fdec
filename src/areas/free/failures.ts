/** What can go wrong in this room and is nobody's bug. A sentence says what happened and what to do. */

import type { FailureTable } from '../../base/failure.ts'
import { failuresOf } from '../../base/failure.ts'
import { conflict, tooLarge, unprocessable } from '../../base/failure-kinds.ts'

export const FREE_FAILURES = {
  listState: conflict({
    vi: 'Dự thảo danh mục miễn cước đang ở trạng thái {state}, không làm được việc này. Hãy tải lại trang.',
    en: 'The draft of the list of what is free is {state}, so this cannot be done. Reload the page.',
  }),
  listUnchanged: unprocessable({
    vi: 'Dự thảo không khác phiên bản đang có, nên không có gì để duyệt. Hãy sửa trước khi trình.',
    en: 'The draft is the same as the last version, so there is nothing to approve. Change something first.',
  }),
  listTooLarge: tooLarge({
    vi: 'Danh mục miễn cước dài hơn {size} byte. Hãy bỏ bớt dịch vụ hoặc gộp các dải địa chỉ.',
    en: 'The list of what is free has more than {size} octets. Leave out services or join prefixes.',
  }),
  servicesDiffer: unprocessable({
    vi: 'Số dịch vụ thay đổi bạn gõ không đúng với dự thảo này. Hãy đọc lại các thay đổi rồi gõ đúng.',
    en: 'The number of services you typed is not how many this draft changes. Read the changes again and type it.',
  }),
  doubtsUnseen: conflict({
    vi: 'Có điểm cần lưu ý bạn chưa xem. Hãy tải lại, đọc từng điểm rồi phê duyệt.',
    en: 'There are doubts that you have not seen. Reload, read each, then approve.',
  }),
  listsUnheard: {
    ...conflict({
      vi: 'Máy chủ vừa được khôi phục và chưa biết các nhà mạng đang giữ phiên bản nào: {operators}. Chờ nút của họ kết nối lại; nút nào không còn dùng thì thu hồi.',
      en: 'The server was restored and does not know yet which version these operators hold: {operators}. Wait until their nodes have connected; revoke a node that is gone for good.',
    }),
    retry: 'later',
  },
} as const satisfies FailureTable

export const freeFailure = failuresOf(FREE_FAILURES)
