/** What can go wrong in this room and is nobody's bug. A sentence says what happened and what to do. */

import type { Failure, FailureTable } from '../base/failure.ts'
import { failuresOf } from '../base/failure.ts'
import { conflict, missing, refused, unprocessable } from '../base/failure-kinds.ts'

export const AUTHORITY_FAILURES = {
  forbidden: refused({
    vi: 'Vai trò này không được thực hiện việc đó. Đề nghị người có quyền hoặc quản trị viên thực hiện.',
    en: 'Your role may not do this. Ask someone who may, or an administrator.',
  }),
  notFound: missing({
    vi: 'Không tìm thấy {vi}. Có thể đường dẫn đã cũ.',
    en: 'There is no such {en}. The link may be old.',
  }),
  versionConflict: conflict({
    vi: 'Nội dung đã được {by} sửa sau khi anh/chị mở (phiên bản {version}). Bản của anh/chị vẫn còn trên màn hình: hãy so sánh rồi lưu lại.',
    en: '{by} changed the content after you opened it (version {version}). Yours is still on your screen: compare, then save again.',
  }),
  ownApproval: refused({
    vi: 'Người soạn hoặc trình nội dung này không được tự phê duyệt. Cần người duyệt khác.',
    en: 'You wrote or submitted this, so you cannot approve it. Another approver must.',
  }),
  digestDiffers: conflict({
    vi: 'Nội dung đã khác với bản vừa xem. Hãy tải lại và đọc lại trước khi phê duyệt.',
    en: 'The content has changed since you saw it. Reload and read it again before you approve.',
  }),
  contentAltered: conflict({
    vi: 'Nội dung trong cơ sở dữ liệu không còn là nội dung đã được phê duyệt. Không gửi gì; hãy báo quản trị viên và kiểm tra nhật ký.',
    en: 'The content in the database is no longer what was approved. Nothing was sent; tell an administrator and verify the trail.',
  }),
  signatureNeeded: unprocessable({
    vi: 'Việc này cần chữ ký bằng khóa ký riêng. Hãy tạo khóa ký ở trang Tài khoản và đề nghị quản trị viên đưa vào danh sách người ký.',
    en: 'This needs your own signature. Create a signing key on the Account page and ask an administrator to add it to the roster.',
  }),
  signatureOld: conflict({
    vi: 'Chữ ký đã quá cũ hoặc đồng hồ của máy sai. Hãy kiểm tra giờ của máy rồi ký lại.',
    en: 'The signature is too old, or the clock of your computer is wrong. Check the time and sign again.',
  }),
  firstUnsigned: conflict({
    vi: 'Người trình chưa ký bằng khóa của một người có trong danh sách. Hãy trả lại để một người trình lại và ký.',
    en: 'The submitter did not sign with a key on the roster. Send it back, so that a person submits and signs it.',
  }),
  contentFaulty: unprocessable({
    vi: 'Nội dung còn {faults} chỗ phải sửa trước khi trình. Xem danh sách ở đầu trang.',
    en: 'Problems to fix before the content can be submitted: {faults}. See the list at the top of the page.',
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
  placement: 'lần đăng, phát',
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
