/** Words of those who are not signed in yet. */
import type { Words } from '../../web/words/both.ts'

export const door = {
  'password.show': { vi: 'Hiện hoặc ẩn mật khẩu', en: 'Show or hide the password' },
  'password.hint': {
    vi: 'Ít nhất {{min}} ký tự. Một câu dài dễ nhớ thì tốt hơn một từ khó nhớ.',
    en: 'At least {{min}} characters. A long sentence you remember beats a difficult word.',
  },
  'password.missing': { vi: 'Hãy nhập mật khẩu mới.', en: 'Enter a new password.' },
  'password.short': {
    vi: 'Mật khẩu quá ngắn. Dùng ít nhất 12 ký tự.',
    en: 'The password is too short. Use at least 12 characters.',
  },
  'password.long': {
    vi: 'Mật khẩu quá dài. Dùng nhiều nhất 128 ký tự.',
    en: 'The password is too long. Use at most 128 characters.',
  },

  'signIn.title': { vi: 'Đăng nhập', en: 'Sign in' },
  'signIn.email': { vi: 'Thư điện tử', en: 'Email' },
  'signIn.password': { vi: 'Mật khẩu', en: 'Password' },
  'signIn.enter': { vi: 'Đăng nhập', en: 'Sign in' },
  'signIn.emailMissing': { vi: 'Hãy nhập thư điện tử.', en: 'Enter your email.' },
  'signIn.passwordMissing': { vi: 'Hãy nhập mật khẩu.', en: 'Enter your password.' },
  'signIn.or': { vi: 'hoặc', en: 'or' },
  'signIn.passkey': { vi: 'Đăng nhập bằng khóa truy cập', en: 'Sign in with a passkey' },
  'signIn.provider': { vi: 'Đăng nhập qua {{name}}', en: 'Sign in through {{name}}' },
  'signIn.forgotten': {
    vi: 'Quên mật khẩu? Đề nghị quản trị viên cấp liên kết mới.',
    en: 'Forgotten your password? Ask an administrator for a new link.',
  },
  'signIn.notice.provider': {
    vi: 'Không đăng nhập được qua nhà cung cấp: tài khoản chưa được mời, hoặc việc đăng nhập bị hủy.',
    en: 'The provider could not sign you in: the account is not invited, or sign-in was cancelled.',
  },
  'signIn.notice.ended': {
    vi: 'Phiên làm việc đã hết. Hãy đăng nhập lại để tiếp tục.',
    en: 'Your session has ended. Sign in again to continue.',
  },
  'signIn.secondTitle': { vi: 'Nhập mã xác thực', en: 'Enter your code' },
  'signIn.secondLead': {
    vi: 'Mở ứng dụng xác thực trên điện thoại và nhập mã 6 chữ số đang hiện.',
    en: 'Open the authenticator app on your phone and enter the 6 digits it shows.',
  },
  'signIn.backupLead': {
    vi: 'Nhập một trong các mã dự phòng đã lưu. Mỗi mã dùng được một lần.',
    en: 'Enter one of the backup codes you saved. Each works once.',
  },
  'signIn.code': { vi: 'Mã 6 chữ số', en: '6-digit code' },
  'signIn.backupCode': { vi: 'Mã dự phòng', en: 'Backup code' },
  'signIn.codeMissing': { vi: 'Hãy nhập mã.', en: 'Enter the code.' },
  'signIn.codeSix': { vi: 'Mã gồm đúng 6 chữ số.', en: 'The code has exactly 6 digits.' },
  'signIn.useBackup': { vi: 'Dùng mã dự phòng', en: 'Use a backup code' },
  'signIn.useTotp': { vi: 'Dùng mã của ứng dụng', en: 'Use a code from the app' },
  'signIn.startAgain': { vi: 'Nhập lại mật khẩu', en: 'Enter the password again' },
  'signIn.demoTitle': { vi: 'Tài khoản trình diễn', en: 'Demonstration accounts' },
  'signIn.demoLead': {
    vi: 'Chọn một vai để vào xem. Các tài khoản và tên người chỉ có trong bản trình diễn.',
    en: 'Choose a role to look around. These accounts and names exist only in the demonstration.',
  },
  'signIn.demoAs': { vi: 'Vào với vai {{name}}', en: 'Enter as {{name}}' },

  'setup.neededTitle': { vi: 'Chưa có quản trị viên', en: 'No administrator yet' },
  'setup.needed': {
    vi: 'Mở liên kết một lần mà máy chủ đã in ra khi khởi động để tạo quản trị viên đầu tiên.',
    en: 'Open the one-time link that the server printed at start-up to create the first administrator.',
  },
} as const satisfies Words
