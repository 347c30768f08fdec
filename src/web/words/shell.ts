/** Words of the frame, the parts and the pages around the account, operators, people, the trail and keys. */
import type { Words } from './both.ts'

export const shell = {
  'nav.title': { vi: 'Điều hướng chính', en: 'Main navigation' },
  'nav./rounds': { vi: 'Đợt nhắn tin', en: 'Rounds' },
  'nav./campaigns': { vi: 'Chiến dịch', en: 'Campaigns' },
  'nav./operators': { vi: 'Nhà mạng', en: 'Operators' },
  'nav./people': { vi: 'Người dùng', en: 'People' },
  'nav./trail': { vi: 'Nhật ký', en: 'Trail' },
  'nav./keys': { vi: 'Khóa API', en: 'API keys' },
  'frame.skip': { vi: 'Đến nội dung chính', en: 'Skip to the main content' },
  'frame.menuOpen': { vi: 'Mở trình đơn', en: 'Open the menu' },
  'frame.menuClose': { vi: 'Đóng trình đơn', en: 'Close the menu' },
  'frame.menu': { vi: 'Trình đơn', en: 'Menu' },
  'frame.language': { vi: 'Ngôn ngữ', en: 'Language' },
  'frame.toDark': { vi: 'Chuyển sang nền tối', en: 'Switch to dark' },
  'frame.toLight': { vi: 'Chuyển sang nền sáng', en: 'Switch to light' },
  'frame.account': { vi: 'Tài khoản', en: 'Account' },
  'frame.signOut': { vi: 'Đăng xuất', en: 'Sign out' },
  'frame.signedInAs': { vi: 'Đang đăng nhập: {{name}}', en: 'Signed in: {{name}}' },
  'frame.offline': {
    vi: 'Máy này đang mất mạng. Số liệu trên trang có thể đã cũ; mọi thay đổi chưa gửi được.',
    en: 'This device is offline. Figures on the page may be old; no change can be sent.',
  },
  'frame.lost': {
    vi: 'Mất kết nối trực tiếp với máy chủ, nghe lần cuối {{age}}. Đang nối lại.',
    en: 'The live connection to the server is lost, last heard {{age}}. Reconnecting.',
  },
  'frame.back': { vi: 'Đã nối lại với máy chủ.', en: 'Connected to the server again.' },
  'frame.version': { vi: 'Phiên bản {{version}}', en: 'Version {{version}}' },
  'frame.demo': {
    vi: 'Bản trình diễn: không có tin nhắn nào ra mạng thật.',
    en: 'Demonstration: no message leaves for a real network.',
  },

  'page.crumbs': { vi: 'Vị trí trang', en: 'Breadcrumbs' },
  'page.notFound': { vi: 'Không có trang này', en: 'No such page' },
  'page.notFoundWhy': {
    vi: 'Địa chỉ có thể gõ sai, hoặc trang đã được chuyển đi.',
    en: 'The address may be mistyped, or the page has moved.',
  },
  'page.home': { vi: 'Về danh sách đợt nhắn tin', en: 'To the list of rounds' },
  'page.more': { vi: 'Xem thêm', en: 'Show more' },

  'figure.unknown': { vi: 'chưa có', en: 'not known' },
  'figure.asOf': { vi: 'số liệu lúc {{time}}', en: 'as of {{time}}' },

  'state.loading': { vi: 'Đang tải', en: 'Loading' },
  'state.stale': {
    vi: 'Số liệu cũ: nghe lần cuối lúc {{time}} ({{age}})',
    en: 'Old figures: last heard at {{time}} ({{age}})',
  },
  'state.reconnecting': {
    vi: 'Đang nối lại với máy chủ. Việc gửi tin ở các nhà mạng không bị ảnh hưởng.',
    en: 'Reconnecting to the server. Sending at the operators is not affected.',
  },
  'state.errorTitle': { vi: 'Không tải được', en: 'This could not be loaded' },
  'state.notFoundTitle': { vi: 'Không tìm thấy', en: 'Not found' },
  'state.forbiddenTitle': {
    vi: 'Bạn không có quyền xem trang này',
    en: 'You may not see this page',
  },
  'state.forbidden': {
    vi: 'Trang này dành cho vai trò khác. Nếu cần xem, hãy hỏi quản trị viên.',
    en: 'This page is for other roles. If you need it, ask the administrator.',
  },
  'state.offlineTitle': { vi: 'Không kết nối được', en: 'No connection' },
  'state.offline': {
    vi: 'Máy này đang mất mạng. Kiểm tra mạng rồi thử lại; những gì đã lưu vẫn còn.',
    en: 'This device is offline. Check the network, then try again; what was saved is still there.',
  },
  'state.serverAway': {
    vi: 'Máy chủ không trả lời. Hãy thử lại sau ít phút; những gì đã lưu vẫn còn.',
    en: 'The server does not answer. Try again in a few minutes; what was saved is still there.',
  },
  'state.retry': { vi: 'Thử lại', en: 'Try again' },

  'faults.title': { vi: 'Có chỗ cần sửa', en: 'There is a problem' },
  'confirm.cancel': { vi: 'Không, quay lại', en: 'No, go back' },
  'confirm.close': { vi: 'Đóng', en: 'Close' },
  'confirm.differs': {
    vi: 'Chưa khớp. Hãy gõ đúng: {{expected}}',
    en: 'This does not match. Type exactly: {{expected}}',
  },

  'secret.copy': { vi: 'Sao chép', en: 'Copy' },
  'secret.copied': { vi: 'Đã sao chép', en: 'Copied' },
  'secret.copyYourself': {
    vi: 'Trình duyệt không cho sao chép. Nội dung đã được chọn: hãy nhấn Ctrl+C.',
    en: 'The browser does not allow copying. The text is selected: press Ctrl+C.',
  },

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
    vi: 'Quên mật khẩu? Hãy xin quản trị viên một liên kết mới.',
    en: 'Forgotten your password? Ask the administrator for a new link.',
  },
  'signIn.notice.password': {
    vi: 'Đã đặt mật khẩu. Hãy đăng nhập bằng mật khẩu mới.',
    en: 'Your password is set. Sign in with it.',
  },
  'signIn.notice.provider': {
    vi: 'Không đăng nhập được qua nhà cung cấp. Tài khoản đó chưa được mời, hoặc việc đăng nhập bị hủy.',
    en: 'The provider could not sign you in. That account is not invited, or it was cancelled.',
  },
  'signIn.notice.ended': {
    vi: 'Phiên làm việc đã hết. Hãy đăng nhập lại để tiếp tục.',
    en: 'Your session has ended. Sign in again to go on.',
  },
  'signIn.secondTitle': { vi: 'Nhập mã xác thực', en: 'Enter your code' },
  'signIn.secondLead': {
    vi: 'Mở ứng dụng xác thực trên điện thoại và nhập mã 6 chữ số đang hiện.',
    en: 'Open the authenticator app on your phone and enter the 6 digits it shows.',
  },
  'signIn.backupLead': {
    vi: 'Nhập một trong các mã dự phòng bạn đã cất. Mỗi mã dùng được một lần.',
    en: 'Enter one of the backup codes you kept. Each works once.',
  },
  'signIn.code': { vi: 'Mã 6 chữ số', en: '6-digit code' },
  'signIn.backupCode': { vi: 'Mã dự phòng', en: 'Backup code' },
  'signIn.codeMissing': { vi: 'Hãy nhập mã.', en: 'Enter the code.' },
  'signIn.codeSix': { vi: 'Mã gồm đúng 6 chữ số.', en: 'The code has exactly 6 digits.' },
  'signIn.useBackup': { vi: 'Dùng mã dự phòng', en: 'Use a backup code' },
  'signIn.useTotp': { vi: 'Dùng mã của ứng dụng', en: 'Use a code of the app' },
  'signIn.startAgain': { vi: 'Nhập lại mật khẩu', en: 'Enter the password again' },
  'signIn.demoTitle': { vi: 'Tài khoản trình diễn', en: 'Demonstration accounts' },
  'signIn.demoLead': {
    vi: 'Chọn một vai để vào xem. Các tài khoản này chỉ có trong bản trình diễn.',
    en: 'Choose a role to look around. These accounts exist only in the demonstration.',
  },
  'signIn.demoAs': { vi: 'Vào với vai {{name}}', en: 'Enter as {{name}}' },

  'setup.neededTitle': { vi: 'Chưa có quản trị viên', en: 'No administrator yet' },
  'setup.needed': {
    vi: 'Máy chủ vừa được cài. Mở liên kết một lần mà máy chủ đã in ra khi khởi động để tạo quản trị viên đầu tiên.',
    en: 'This server is new. Open the one-time link that it printed when it started to make the first administrator.',
  },
  'setup.doneTitle': { vi: 'Đã có quản trị viên', en: 'There is an administrator' },
  'setup.done': {
    vi: 'Liên kết này đã dùng xong. Hãy đăng nhập, hoặc xin quản trị viên một lời mời.',
    en: 'This link has done its work. Sign in, or ask the administrator for an invitation.',
  },
  'setup.title': { vi: 'Tạo quản trị viên đầu tiên', en: 'Make the first administrator' },
  'setup.lead': {
    vi: 'Quản trị viên mời người dùng và thêm nhà mạng. Quản trị viên không soạn và không duyệt tin nhắn.',
    en: 'The administrator invites people and adds operators, and neither writes nor approves messages.',
  },
  'setup.emailHint': { vi: 'Dùng để đăng nhập.', en: 'You sign in with it.' },
  'setup.enter': { vi: 'Tạo quản trị viên', en: 'Make the administrator' },

  'invitation.title': { vi: 'Đặt mật khẩu', en: 'Set a password' },
  'invitation.lead': {
    vi: 'Liên kết này dùng được một lần. Sau khi đặt mật khẩu, hãy đăng nhập bằng thư điện tử của bạn.',
    en: 'This link works once. When the password is set, sign in with your email.',
  },
  'invitation.noToken': {
    vi: 'Địa chỉ này thiếu mã mời. Hãy mở lại đúng liên kết đã nhận, hoặc xin quản trị viên liên kết mới.',
    en: 'This address lacks its invitation code. Open the very link you received, or ask for a new one.',
  },
  'invitation.password': { vi: 'Mật khẩu mới', en: 'New password' },
  'invitation.enter': { vi: 'Đặt mật khẩu', en: 'Set the password' },

  'person.name': { vi: 'Họ và tên', en: 'Name' },
  'person.nameMissing': { vi: 'Hãy nhập họ và tên.', en: 'Enter the name.' },
  'person.emailWrong': {
    vi: 'Hãy nhập thư điện tử đúng dạng, ví dụ ten@coquan.vn.',
    en: 'Enter an email in the right form, such as name@agency.vn.',
  },
  'person.role': { vi: 'Vai trò', en: 'Role' },
  'person.operator': { vi: 'Nhà mạng', en: 'Operator' },
  'role.editor.may': {
    vi: 'soạn nội dung, trình duyệt, cho diễn tập, tạm dừng và dừng',
    en: 'writes, submits, starts exercises, pauses and stops',
  },
  'role.approver.may': {
    vi: 'phê duyệt hoặc trả lại bản của người khác, lên lịch, tạm dừng, tiếp tục và dừng',
    en: "approves or sends back others' work, schedules, pauses, resumes and stops",
  },
  'role.engineer.may': {
    vi: 'xem phần của nhà mạng mình',
    en: "sees their own operator's part",
  },
  'role.auditor.may': {
    vi: 'xem mọi thứ, kể cả nhật ký, không thay đổi gì',
    en: 'sees everything, the trail too, and changes nothing',
  },
  'role.administrator.may': {
    vi: 'quản lý người dùng, nhà mạng và khóa API; không soạn, không duyệt',
    en: 'manages people, operators and API keys; neither writes nor approves',
  },

  'account.title': { vi: 'Tài khoản của bạn', en: 'Your account' },
  'account.who': { vi: 'Bạn là', en: 'Who you are' },
  'account.askAdministrator': {
    vi: 'Tên và vai trò do quản trị viên sửa.',
    en: 'The administrator changes names and roles.',
  },
  'account.password': { vi: 'Mật khẩu', en: 'Password' },
  'account.current': { vi: 'Mật khẩu hiện tại', en: 'Current password' },
  'account.currentMissing': {
    vi: 'Hãy nhập mật khẩu hiện tại.',
    en: 'Enter your current password.',
  },
  'account.changePassword': { vi: 'Đổi mật khẩu', en: 'Change the password' },
  'account.passwordChanged': {
    vi: 'Đã đổi mật khẩu. Các phiên đăng nhập ở máy khác đã kết thúc.',
    en: 'The password is changed. Sessions on other devices have ended.',
  },

  'totp.title': { vi: 'Xác thực hai bước', en: 'Second factor' },
  'totp.on': { vi: 'Đang bật', en: 'On' },
  'totp.off': { vi: 'Đang tắt', en: 'Off' },
  'totp.lead': {
    vi: 'Khi bật, mỗi lần đăng nhập bằng mật khẩu cần thêm mã 6 chữ số của ứng dụng xác thực trên điện thoại.',
    en: 'When it is on, each sign-in with the password also needs the 6 digits of an authenticator app on your phone.',
  },
  'totp.enable': { vi: 'Bật xác thực hai bước', en: 'Turn on the second factor' },
  'totp.disable': { vi: 'Tắt xác thực hai bước', en: 'Turn off the second factor' },
  'totp.disableWarning': {
    vi: 'Tắt đi thì chỉ cần mật khẩu là vào được tài khoản của bạn.',
    en: 'Without it the password alone opens your account.',
  },
  'totp.newCodes': { vi: 'Tạo mã dự phòng mới', en: 'Make new backup codes' },
  'totp.next': { vi: 'Tiếp tục', en: 'Continue' },
  'totp.scan': {
    vi: 'Quét mã này bằng ứng dụng xác thực, rồi nhập mã 6 chữ số mà ứng dụng hiện ra.',
    en: 'Scan this code with an authenticator app, then enter the 6 digits it shows.',
  },
  'totp.qr': { vi: 'Mã QR cho ứng dụng xác thực', en: 'QR code for the authenticator app' },
  'totp.orType': {
    vi: 'Không quét được? Nhập khóa này vào ứng dụng:',
    en: 'Cannot scan? Type this key into the app:',
  },
  'totp.keep': {
    vi: 'Cất các mã này ở nơi an toàn. Mất điện thoại thì mỗi mã thay được mã 6 chữ số một lần. Chúng chỉ hiện lúc này.',
    en: 'Keep these codes in a safe place. Without your phone each replaces the 6 digits once. They are shown only now.',
  },
  'totp.codes': { vi: 'Mã dự phòng', en: 'Backup codes' },
  'totp.kept': { vi: 'Tôi đã cất các mã', en: 'I have kept the codes' },

  'passkeys.title': { vi: 'Khóa truy cập (passkey)', en: 'Passkeys' },
  'passkeys.lead': {
    vi: 'Đăng nhập bằng vân tay, khuôn mặt hoặc mã khóa của thiết bị, không cần mật khẩu.',
    en: "Sign in with your fingerprint, face or the device's lock, without a password.",
  },
  'passkeys.none': { vi: 'Chưa có khóa truy cập nào.', en: 'There is no passkey yet.' },
  'passkeys.cannot': {
    vi: 'Trình duyệt này không dùng được khóa truy cập.',
    en: 'This browser cannot use passkeys.',
  },
  'passkeys.name': { vi: 'Tên', en: 'Name' },
  'passkeys.since': { vi: 'Thêm lúc', en: 'Added' },
  'passkeys.unnamed': { vi: 'Không tên', en: 'Unnamed' },
  'passkeys.newName': { vi: 'Tên khóa mới', en: 'Name of the new passkey' },
  'passkeys.nameHint': {
    vi: 'Để sau này nhận ra, ví dụ: máy tính cơ quan.',
    en: 'To know it again, such as: office computer.',
  },
  'passkeys.nameMissing': { vi: 'Hãy đặt tên cho khóa.', en: 'Give the passkey a name.' },
  'passkeys.add': { vi: 'Thêm khóa truy cập', en: 'Add a passkey' },
  'passkeys.added': { vi: 'Đã thêm khóa truy cập.', en: 'The passkey is added.' },
  'passkeys.remove': { vi: 'Gỡ khóa', en: 'Remove' },
  'passkeys.removeTitle': { vi: 'Gỡ khóa truy cập', en: 'Remove a passkey' },
  'passkeys.removeAsk': { vi: 'Gõ tên khóa: {{name}}', en: 'Type its name: {{name}}' },
  'passkeys.removeWarning': {
    vi: 'Thiết bị giữ khóa này sẽ không đăng nhập được bằng nó nữa.',
    en: 'The device that holds it can no longer sign in with it.',
  },
} as const satisfies Words
