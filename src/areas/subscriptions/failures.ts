/** What can go wrong with subscriptions and is nobody's bug. A sentence says what happened and what to do. */
import { type FailureTable, failuresOf } from '../../base/failure.ts'
import { conflict, unprocessable } from '../../base/failure-kinds.ts'

export const SUBSCRIPTION_FAILURES = {
  pushClosed: conflict({
    vi: 'Máy chủ này chưa gửi thông báo. Đăng ký qua thư điện tử.',
    en: 'This server sends no notifications. Subscribe by e-mail.',
  }),
  browserServiceUnknown: unprocessable({
    vi: 'Dịch vụ thông báo {host} không có trong danh sách. Dùng trình duyệt khác, hoặc đăng ký qua thư điện tử.',
    en: 'The push service {host} is not allowed. Use another browser, or subscribe by e-mail.',
  }),
  provinceNotToday: unprocessable({
    vi: 'Có tỉnh, thành phố không có trong danh sách hôm nay. Tải lại trang rồi chọn lại.',
    en: 'A province is not on today’s list. Reload the page and choose again.',
  }),
  laneNotPaused: conflict({
    vi: 'Hàng đợi này đang chạy. Không cần làm gì.',
    en: 'This queue is already running. No action is needed.',
  }),
} as const satisfies FailureTable

export const subscriptionFailure = failuresOf(SUBSCRIPTION_FAILURES)
