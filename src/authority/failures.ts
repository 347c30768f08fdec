/** What can go wrong in this room and is nobody's bug. A sentence says what happened and what to do. */

import type { Failure, FailureTable } from '../base/failure.ts'
import { failuresOf } from '../base/failure.ts'
import { conflict, missing, refused, unprocessable } from '../base/failure-kinds.ts'

export const AUTHORITY_FAILURES = {
  forbidden: refused({
    vi: 'Vai trò của bạn không được làm việc này. Hãy nhờ người có quyền hoặc quản trị viên.',
    en: 'Your role may not do this. Ask someone who may, or an administrator.',
  }),
  notFound: missing({
    vi: 'Không tìm thấy {vi}. Có thể đường dẫn đã cũ.',
    en: 'There is no such {en}. The link may be old.',
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
  contentAltered: conflict({
    vi: 'Nội dung trong cơ sở dữ liệu không còn là nội dung đã được phê duyệt. Không gửi gì; hãy báo quản trị viên và kiểm tra nhật ký.',
    en: 'What is in the database is no longer what was approved. Nothing was sent; tell an administrator and verify the trail.',
  }),
  signatureNeeded: unprocessable({
    vi: 'Việc này cần chữ ký bằng khóa ký của bạn. Hãy tạo khóa ký ở trang Tài khoản và nhờ quản trị viên đưa vào danh sách người ký.',
    en: 'This needs a signature with a key of your own. Make a signing key on the page Account and have an administrator put it on the roster.',
  }),
  signatureOld: conflict({
    vi: 'Chữ ký được tạo quá lâu hoặc đồng hồ máy bạn sai. Hãy kiểm tra giờ của máy rồi ký lại.',
    en: 'The signature is too old, or the clock of your computer is wrong. Check the time and sign again.',
  }),
  firstUnsigned: conflict({
    vi: 'Người trình chưa ký bằng khóa của một người có trong danh sách. Hãy trả lại để một người trình lại và ký.',
    en: 'Whoever submitted this did not sign with the key of a person on the roster. Send it back, so that a person submits and signs it.',
  }),
  contentFaulty: unprocessable({
    vi: 'Nội dung còn {faults} chỗ phải sửa trước khi trình. Xem danh sách ở đầu trang.',
    en: 'Places of the content that must be mended before it can be submitted: {faults}. See the list at the top of the page.',
  }),
} as const satisfies FailureTable

export const authorityFailure = failuresOf(AUTHORITY_FAILURES)

/** What a path names and is not there, as people call it; by its English name, which is in the answer as `what`. */
const NAMED = {
  alert: 'cảnh báo',
  area: 'địa bàn',
  audit: 'lần đối soát',
  briefing: 'cuộc giao ban',
  broadcast: 'tin quảng bá',
  bulletin: 'bản tin',
  campaign: 'chiến dịch',
  cluster: 'cụm loa',
  commune: 'xã, phường',
  cursor: 'trang kế tiếp của danh sách',
  directive: 'lệnh triển khai',
  document: 'tài liệu',
  door: 'cửa kiểm tra',
  effect: 'tác động',
  file: 'tệp',
  instruction: 'nhiệm vụ được giao',
  key: 'mã API',
  kiosk: 'máy tính bảng ở cửa',
  level: 'cấp độ',
  'level change': 'quyết định chuyển cấp độ',
  list: 'danh mục',
  minute: 'ghi chép của biên bản',
  operator: 'nhà mạng',
  page: 'trang',
  person: 'người dùng',
  placement: 'lượt đăng phát',
  plan: 'kế hoạch',
  proposal: 'đề xuất',
  recording: 'bản ghi',
  remark: 'góp ý',
  report: 'báo cáo',
  round: 'đợt nhắn tin',
  'signing key': 'khóa ký',
  site: 'điểm cầu',
  sound: 'âm thanh',
  task: 'việc cần làm',
  template: 'mẫu',
  version: 'phiên bản',
  'work item': 'việc',
} as const

/** An area names what is its own alone in both languages. */
export function notFound(what: keyof typeof NAMED | { readonly vi: string; readonly en: string }): Failure {
  const { vi, en } = typeof what === 'string' ? { vi: NAMED[what], en: what } : what
  return authorityFailure('notFound', { what: en, vi, en })
}
