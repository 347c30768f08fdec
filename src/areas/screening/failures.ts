/** What can go wrong in this room and is nobody's bug. A sentence says what happened and what to do. */

import type { FailureTable } from '../../base/failure.ts'
import { failuresOf } from '../../base/failure.ts'
import { broken, conflict, refused, unknownCaller, unprocessable } from '../../base/failure-kinds.ts'

export const SCREENING_FAILURES = {
  doorTaken: conflict({
    vi: 'Đã có cửa tên {name}. Hãy chọn tên khác.',
    en: 'There is a door named {name} already. Choose another name.',
  }),
  doorsFull: conflict({
    vi: 'Đã có {max} cửa, không thêm được nữa. Hãy dùng lại một cửa đã có.',
    en: 'There are {max} doors, no more can be added. Use one that is there.',
  }),
  kiosksFull: conflict({
    vi: 'Đã có {max} máy ở cửa, không thêm được nữa. Hãy cấp mã mới cho một máy đã có.',
    en: 'There are {max} kiosks, no more can be added. Give one that is there a new code.',
  }),
  kioskCodeWrong: refused({
    vi: 'Mã này sai, đã dùng hoặc đã hết hạn. Hãy xin quản trị viên một mã mới.',
    en: 'That code is wrong, used or has run out. Ask the administrator for a new one.',
  }),
  kioskUnknown: unknownCaller({
    vi: 'Máy này chưa được đăng ký hoặc đã bị thu hồi. Các lần đo đã nhập vẫn được giữ; hãy đăng ký lại bằng mã mới.',
    en: 'This kiosk is not enrolled, or was revoked. What was entered is kept; enrol it again with a new code.',
  }),
  alertDone: conflict({
    vi: '{by} đã xử lý cảnh báo này. Hãy tải lại trang.',
    en: '{by} has dealt with this alert. Load the page again.',
  }),
  subscriptionsFull: conflict({
    vi: 'Đã có {max} trình duyệt nhận thông báo, không thêm được nữa. Hãy tắt ở một trình duyệt khác.',
    en: 'There are {max} browsers that are notified, no more can be added. Turn one of them off.',
  }),
  pushServiceUnknown: unprocessable({
    vi: 'Máy chủ thông báo {host} không có trong danh sách cho phép. Hãy dùng trình duyệt khác, hoặc khởi động máy chủ với --push-service {host}.',
    en: 'The push service {host} is not on the list. Use another browser, or start the server with --push-service {host}.',
  }),
  pushOff: {
    ...broken({
      vi: 'Máy chủ chưa bật thông báo đẩy. Người quản trị máy chủ khởi động lại với --push-contact.',
      en: 'Push messages are not set up on this server. Whoever runs it starts it with --push-contact.',
    }),
    http: 503,
  },
  exportTooLarge: unprocessable({
    vi: 'Khoảng này có hơn {max} lần đo. Hãy xuất từng khoảng ngắn hơn.',
    en: 'That span holds more than {max} measurements. Export shorter spans.',
  }),
} as const satisfies FailureTable

export const screeningFailure = failuresOf(SCREENING_FAILURES)
