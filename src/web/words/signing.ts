/** Words of signing with a key of one's own, the same in every area. */
import type { Words } from './both.ts'

export const signing = {
  'line.before': { vi: 'Ký bản có mã', en: 'You sign the text with the digest' },
  'line.with.demo': { vi: 'bằng khóa của tài khoản chạy thử.', en: 'with the key of this demo account.' },
  'line.with.browser': { vi: 'bằng khóa của trình duyệt này.', en: 'with the key of this browser.' },
  'line.with.passkey': {
    vi: 'bằng khóa truy cập (passkey); thiết bị sẽ hỏi mã PIN, vân tay hoặc khuôn mặt.',
    en: 'with a passkey; the device will ask for your PIN, finger or face.',
  },
  'line.with.page': {
    vi: 'trên trang ký: một cửa sổ sẽ mở ra, đọc lại toàn văn ở đó rồi ký.',
    en: 'on the signing page: a window opens; read the whole text there, then sign.',
  },
  'line.missing': { vi: 'Chưa ký được ở đây', en: 'You cannot sign here yet' },
  'line.account': { vi: 'Đến trang Tài khoản', en: 'To the page Account' },

  'missing.keyless': {
    vi: 'Việc này cần chữ ký, nhưng anh/chị chưa có khóa ký. Hãy tạo khóa ký ở trang Tài khoản, rồi đề nghị quản trị viên đưa vào danh sách người ký.',
    en: 'This needs a signature, and you have no signing key. Create one on the page Account, then ask an administrator to put it on the roster.',
  },
  'missing.unlisted': {
    vi: 'Khóa ký của anh/chị chưa có trong danh sách người ký đang có hiệu lực. Hãy đề nghị quản trị viên lập và ký danh sách mới ở trang Người ký.',
    en: 'The roster in force does not have your signing key yet. Ask an administrator to prepare and sign a new roster on the page Signers.',
  },
  'missing.elsewhere': {
    vi: 'Khóa ký của anh/chị ở trình duyệt khác. Hãy làm việc này ở đó, hoặc tạo khóa ở trình duyệt này (trang Tài khoản) rồi đề nghị quản trị viên đưa vào danh sách người ký.',
    en: 'Your signing key is in another browser. Do this there, or create a key here (page Account) and ask an administrator to put it on the roster.',
  },
  'passkey.notSigned': {
    vi: 'Chưa ký: thao tác bị hủy, quá lâu, hoặc thiết bị không xác minh được người ký. Hãy bật mã PIN, vân tay hoặc khuôn mặt trên thiết bị rồi thử lại.',
    en: 'Not signed: cancelled, too slow, or the device could not verify you. Set up a PIN, finger or face on the device, then try again.',
  },
  'passkey.notMade': {
    vi: 'Chưa tạo khóa: thao tác bị hủy, quá lâu, thiết bị đã có khóa ký này, hoặc không xác minh được người ký.',
    en: 'No key created: cancelled, too slow, the device has one already, or could not verify you.',
  },
  'digest.notAsRead': {
    vi: 'Chưa ký: nội dung trên trang này không khớp với nội dung mà máy chủ đưa để ký. Hãy tải lại trang và đọc lại. Nếu vẫn không khớp thì đừng ký, và báo cho quản trị viên.',
    en: 'Not signed: this page shows another text than the server gives to sign. Reload and read it again. If it still differs, do not sign, and tell an administrator.',
  },
  'page.blocked': {
    vi: 'Trình duyệt đã chặn cửa sổ của trang ký. Hãy cho phép trang này mở cửa sổ rồi bấm lại.',
    en: 'The browser blocked the window of the signing page. Allow this page to open windows, then press again.',
  },
  'page.refused': {
    vi: 'Chưa ký: trang ký đã từ chối; lý do ở cửa sổ của trang ký. Nếu nội dung không khớp thì đừng ký, và báo cho quản trị viên.',
    en: 'Not signed: the signing page refused; its window says why. If the content differs, do not sign, and tell an administrator.',
  },
  'page.closed': {
    vi: 'Chưa ký: cửa sổ của trang ký đã đóng.',
    en: 'Not signed: the window of the signing page was closed.',
  },
  'keys.notKept': {
    vi: 'Trình duyệt này không giữ được khóa ký. Hãy dùng cửa sổ thường (không ẩn danh) hoặc trình duyệt khác.',
    en: 'This browser cannot keep a signing key. Use a normal window (not a private one), or another browser.',
  },
} as const satisfies Words
