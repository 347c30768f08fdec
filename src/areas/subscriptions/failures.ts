/** What can go wrong with subscriptions and is nobody's bug. A sentence says what happened and what to do. */
import { type FailureTable, failuresOf } from '../../base/failure.ts'
import { conflict, unprocessable } from '../../base/failure-kinds.ts'

export const SUBSCRIPTION_FAILURES = {
  pushClosed: conflict({
    vi: 'Máy chủ này chưa gửi thông báo. Hãy đăng ký qua thư điện tử.',
    en: 'This server sends no notices. Ask for bulletins by mail.',
  }),
  browserServiceUnknown: unprocessable({
    vi: 'Dịch vụ thông báo {host} không có trong danh sách. Hãy dùng trình duyệt khác, hoặc đăng ký qua thư điện tử.',
    en: 'The push service {host} is not on the list. Use another browser, or ask for bulletins by mail.',
  }),
  provinceNotToday: unprocessable({
    vi: 'Có tỉnh, thành phố không có trong danh sách hôm nay. Hãy tải lại trang rồi chọn lại.',
    en: 'A province is not on today’s list. Load the page again and choose anew.',
  }),
  laneNotPaused: conflict({
    vi: 'Hàng đợi này đang chạy. Không cần làm gì.',
    en: 'This queue is running. Nothing needs to be done.',
  }),
} as const satisfies FailureTable

export const subscriptionFailure = failuresOf(SUBSCRIPTION_FAILURES)
