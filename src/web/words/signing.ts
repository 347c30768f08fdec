/** Words of signing with a key of one's own, the same in every area. */
import type { Words } from './both.ts'

export const signing = {
  'line.before': { vi: 'Bạn sẽ ký bản có mã', en: 'You will sign what has the digest' },
  'line.with.demo': { vi: 'bằng khóa của tài khoản chạy thử.', en: 'with the key of this demo account.' },
  'line.with.browser': { vi: 'bằng khóa của trình duyệt này.', en: 'with the key of this browser.' },
  'line.with.passkey': {
    vi: 'bằng khóa truy cập (passkey); thiết bị sẽ hỏi mã PIN, vân tay hoặc khuôn mặt.',
    en: 'with a passkey; the device will ask for your PIN, finger or face.',
  },
  'line.with.page': {
    vi: 'trên trang ký: một cửa sổ sẽ mở ra, đọc lại toàn văn ở đó rồi ký.',
    en: 'on the signing page: a window opens, read the whole text there, then sign.',
  },
  'line.missing': { vi: 'Bạn chưa ký được ở đây', en: 'You cannot sign here yet' },
  'line.account': { vi: 'Đến trang Tài khoản', en: 'To the page Account' },

  'missing.keyless': {
    vi: 'Việc này cần chữ ký mà bạn chưa có khóa ký. Hãy tạo khóa ký ở trang Tài khoản, rồi nhờ quản trị viên đưa vào danh sách người ký.',
    en: 'This needs a signature and you have no signing key. Make one on the page Account, then have an administrator put it on the roster.',
  },
  'missing.unlisted': {
    vi: 'Khóa ký của bạn chưa có trong danh sách người ký đang có hiệu lực. Hãy nhờ quản trị viên lập và ký danh sách mới ở trang Người ký.',
    en: 'The roster in force does not have your signing key yet. Have an administrator prepare and sign a new roster on the page Signers.',
  },
  'missing.elsewhere': {
    vi: 'Khóa ký của bạn ở trình duyệt khác. Hãy làm việc này ở đó, hoặc tạo khóa ở trình duyệt này (trang Tài khoản) rồi nhờ quản trị viên đưa vào danh sách người ký.',
    en: 'Your signing key is in another browser. Do this there, or make a key in this one (page Account) and have an administrator put it on the roster.',
  },
  'passkey.notSigned': {
    vi: 'Chưa ký: thao tác bị hủy, quá lâu, hoặc thiết bị không xác minh được bạn bằng mã PIN, vân tay hay khuôn mặt. Hãy bật một cách xác minh trên thiết bị rồi thử lại.',
    en: 'Nothing was signed: it was cancelled, took too long, or the device could not verify you by PIN, finger or face. Set one of them up on the device, then try again.',
  },
  'passkey.notMade': {
    vi: 'Chưa tạo khóa: thao tác bị hủy, quá lâu, thiết bị đã có khóa ký của bạn, hoặc không xác minh được bạn bằng mã PIN, vân tay hay khuôn mặt.',
    en: 'No key was made: it was cancelled, took too long, the device has a signing key of yours already, or could not verify you by PIN, finger or face.',
  },
  'digest.notAsRead': {
    vi: 'Chưa ký: nội dung trên trang này không khớp với nội dung mà máy chủ đưa để ký. Hãy tải lại trang và đọc lại. Nếu vẫn không khớp thì đừng ký, và báo cho người quản trị.',
    en: 'Nothing was signed: what this page shows is not what the server gives to be signed. Load the page again and read it again. If it still differs, do not sign, and tell an administrator.',
  },
  'page.blocked': {
    vi: 'Trình duyệt không mở cửa sổ của trang ký. Hãy cho phép trang này mở cửa sổ rồi bấm lại.',
    en: 'The browser did not open the window of the signing page. Allow this page to open windows, then press again.',
  },
  'page.refused': {
    vi: 'Chưa ký: trang ký đã từ chối, và nói lý do trong cửa sổ của nó. Hãy đọc ở đó; nếu nội dung không khớp thì đừng ký, và báo cho người quản trị.',
    en: 'Nothing was signed: the signing page refused, and says why in its window. Read it there; where the content differs do not sign, and tell an administrator.',
  },
  'page.closed': {
    vi: 'Chưa ký: cửa sổ của trang ký đã đóng.',
    en: 'Nothing was signed: the window of the signing page was closed.',
  },
  'keys.notKept': {
    vi: 'Trình duyệt này không giữ được khóa ký. Hãy dùng cửa sổ thường (không ẩn danh) hoặc trình duyệt khác.',
    en: 'This browser cannot keep a signing key. Use a normal window (not a private one), or another browser.',
  },
} as const satisfies Words
