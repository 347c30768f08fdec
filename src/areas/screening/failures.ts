/** What can go wrong in this room and is nobody's bug. A sentence says what happened and what to do. */

import type { FailureTable } from '../../base/failure.ts'
import { failuresOf } from '../../base/failure.ts'
import { broken, conflict, refused, unknownCaller, unprocessable } from '../../base/failure-kinds.ts'

export const SCREENING_FAILURES = {
  doorTaken: conflict({
    vi: 'Đã có cửa tên {name}. Chọn tên khác.',
    en: 'A door named {name} already exists. Choose another name.',
  }),
  doorsFull: conflict({
    vi: 'Đã có {max} cửa, không thêm được nữa. Dùng lại một cửa đã có.',
    en: 'There are already {max} doors, the most allowed. Reuse an existing one.',
  }),
  kiosksFull: conflict({
    vi: 'Đã có {max} máy ở cửa, không thêm được nữa. Cấp mã mới cho một máy đã có.',
    en: 'There are already {max} kiosks, the most allowed. Give an existing one a new code.',
  }),
  kioskCodeWrong: refused({
    vi: 'Mã này sai, đã dùng hoặc đã hết hạn. Xin quản trị viên mã mới.',
    en: 'This code is wrong, used or expired. Ask the administrator for a new one.',
  }),
  kioskUnknown: unknownCaller({
    vi: 'Máy này chưa đăng ký hoặc đã bị thu hồi. Các lần đo vẫn lưu trên máy; đăng ký lại bằng mã mới.',
    en: 'This kiosk is not enrolled or was revoked. Its entries are kept; enrol it again with a new code.',
  }),
  alertDone: conflict({
    vi: '{by} đã xử lý cảnh báo này. Tải lại trang.',
    en: '{by} has already handled this alert. Reload the page.',
  }),
  subscriptionsFull: conflict({
    vi: 'Đã có {max} trình duyệt nhận thông báo, không thêm được nữa. Tắt ở một trình duyệt khác.',
    en: 'There are already {max} browsers with notifications, the most allowed. Turn one of them off.',
  }),
  pushServiceUnknown: unprocessable({
    vi: 'Máy chủ thông báo {host} không có trong danh sách cho phép. Dùng trình duyệt khác, hoặc khởi động máy chủ với --push-service {host}.',
    en: 'The push service {host} is not allowed. Use another browser, or start the server with --push-service {host}.',
  }),
  pushOff: {
    ...broken({
      vi: 'Máy chủ chưa bật thông báo đẩy. Người quản trị máy chủ khởi động lại với --push-contact.',
      en: 'Web push is not set up on this server. Its administrator can restart it with --push-contact.',
    }),
    http: 503,
  },
  exportTooLarge: unprocessable({
    vi: 'Khoảng này có hơn {max} lần đo. Xuất từng khoảng ngắn hơn.',
    en: 'This period has more than {max} measurements. Export shorter periods.',
  }),
} as const satisfies FailureTable

export const screeningFailure = failuresOf(SCREENING_FAILURES)
