/** What can go wrong with notices and is nobody's bug. A sentence says what happened and what to do. */
import { type FailureTable, failuresOf } from '../../base/failure.ts'
import { conflict, unprocessable } from '../../base/failure-kinds.ts'

export const NOTICE_FAILURES = {
  noticeMailClosed: conflict({
    vi: 'Máy chủ này không gửi thư. Hãy bật thông báo trên trình duyệt, hoặc đề nghị người vận hành máy chủ bật gửi thư.',
    en: 'This server sends no mail. Turn notices on in this browser, or ask the person running the server.',
  }),
  noticePushClosed: conflict({
    vi: 'Máy chủ này không gửi thông báo đến trình duyệt. Hãy nhận bằng thư.',
    en: 'This server sends no notices to browsers. Use mail instead.',
  }),
  noticeServiceUnknown: unprocessable({
    vi: 'Dịch vụ thông báo {host} của trình duyệt này không có trong danh sách. Hãy dùng trình duyệt khác, hoặc nhận bằng thư.',
    en: 'The push service {host} of this browser is not on the list. Use another browser, or mail.',
  }),
  noticeAddressWrong: unprocessable({
    vi: 'Địa chỉ này không đúng. Hãy kiểm tra lại, ví dụ ten@example.vn.',
    en: 'This address is wrong. Check it, for example name@example.vn.',
  }),
  noticeAsksTooMany: conflict({
    vi: 'Đã yêu cầu xác nhận {max} lần trong hai ngày. Hãy tìm trong mục thư rác, hoặc thử lại sau.',
    en: 'You asked for {max} confirmations within two days. Check the spam folder, or try again later.',
  }),
  noticeLinkOld: conflict({
    vi: 'Liên kết này đã quá hạn, đã dùng rồi, hoặc của tài khoản khác. Hãy yêu cầu thư xác nhận mới.',
    en: 'This link is too old, already used, or of another account. Ask for a new confirmation.',
  }),
  noticeBrowsersFull: conflict({
    vi: 'Tài khoản đã bật thông báo trên {max} trình duyệt. Hãy tắt ở một nơi rồi bật lại.',
    en: 'Notices are on in {max} browsers already. Turn one off, then try again.',
  }),
} as const satisfies FailureTable

export const noticeFailure = failuresOf(NOTICE_FAILURES)
