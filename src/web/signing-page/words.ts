/** The words of the signing page, in both languages. */
import type { Words } from '../words/both.ts'

export const page = {
  brand: { vi: 'Trang ký', en: 'Signing page' },
  language: { vi: 'English', en: 'Tiếng Việt' },

  'alone.title': { vi: 'Trang ký', en: 'Signing page' },
  'alone.lead': {
    vi: 'Trang này chỉ ký khi được mở từ bảng điều khiển: hãy bấm trình, phê duyệt hay ký ở bảng điều khiển của {{consoles}}.',
    en: 'This page signs only when opened from the console: press submit, approve or sign in the console of {{consoles}}.',
  },
  'wait.lead': { vi: 'Đang chờ bảng điều khiển {{console}}…', en: 'Waiting for the console {{console}}…' },

  'does.submit': { vi: 'Trình', en: 'Submit' },
  'does.approve': { vi: 'Phê duyệt', en: 'Approve' },
  'does.schedule': { vi: 'Ban hành lệnh gửi thật', en: 'Start sending' },
  'does.resume': { vi: 'Cho chạy tiếp', en: 'Resume' },
  'of.round': { vi: 'đợt nhắn tin', en: 'a round of messages' },
  'of.free-list': { vi: 'danh mục dịch vụ miễn cước', en: 'the list of free services' },
  'of.month': { vi: 'báo cáo tháng', en: 'a monthly report' },
  'of.instruction': { vi: 'nhiệm vụ giao cho điểm cầu', en: 'an instruction to a site' },
  'of.bulletin': { vi: 'bản tin', en: 'a bulletin' },
  'of.roster': { vi: 'danh sách người ký mới', en: 'a new roster of signers' },
  'of.plan': { vi: 'kế hoạch truyền thông', en: 'a communication plan' },
  'of.level-change': { vi: 'việc chuyển cấp độ dịch', en: 'a level change' },

  'sign.title': { vi: '{{does}} {{of}}', en: '{{does}} {{of}}' },
  'sign.lead': {
    vi: 'Hãy đọc hết rồi mới ký. Chữ ký có giá trị với đúng toàn văn dưới đây, ở mọi nhà mạng và thiết bị, dù máy chủ có nói gì khác.',
    en: 'Read everything before you sign. Your signature covers exactly the text below, at every operator and device, whatever a server says.',
  },
  'said.title': { vi: 'Nội dung ký', en: 'What you will sign' },
  'said.does': { vi: 'Việc', en: 'Action' },
  'said.of': { vi: 'Với', en: 'With' },
  'said.subject': { vi: 'Mã', en: 'Its id' },
  'said.version': { vi: 'Phiên bản', en: 'Version' },
  'said.sequence': { vi: 'Lệnh số', en: 'Order number' },
  'said.authority': { vi: 'Cơ quan chủ quản', en: 'Authority' },
  'said.key': { vi: 'khóa {{key}}', en: 'key {{key}}' },
  'said.roster': { vi: 'Theo danh sách người ký', en: 'Under the roster' },
  'said.rosterNumber': { vi: 'số {{number}}', en: 'number {{number}}' },
  'said.unnamed': { vi: 'không nêu', en: 'not named' },
  'said.sha256': { vi: 'Mã băm của toàn văn, do trang này tính', en: 'Digest of the text, computed by this page' },
  'said.doubts': { vi: 'Điểm không khớp, ký là đã xem', en: 'Mismatches you confirm to have checked' },
  'said.asked': { vi: 'Do bảng điều khiển', en: 'Asked by the console' },
  'content.title': { vi: 'Toàn văn', en: 'The whole text' },
  'content.lead': {
    vi: 'Không có gì bị lược bớt. Ký tự ẩn được ghi bằng mã.',
    en: 'Nothing is left out. Invisible characters are shown as codes.',
  },
  'sign.how': {
    vi: 'Thiết bị sẽ hỏi mã PIN, vân tay hoặc khuôn mặt.',
    en: 'The device will ask for your PIN, finger or face.',
  },
  'sign.do': { vi: 'Ký bằng khóa truy cập', en: 'Sign with the passkey' },
  'sign.not': { vi: 'Không ký, đóng cửa sổ', en: 'Do not sign, close the window' },
  close: { vi: 'Đóng cửa sổ', en: 'Close the window' },
  done: { vi: 'Đã ký. Hãy trở lại bảng điều khiển.', en: 'Signed. Go back to the console.' },

  'make.title': { vi: 'Tạo khóa ký cho {{name}}', en: 'Create a signing key for {{name}}' },
  'make.lead': {
    vi: 'Khóa này chỉ ký trên trang này ({{host}}), không dùng để đăng nhập. Khóa có giá trị khi có trong một danh sách người ký đã được ký.',
    en: 'This key signs only on this page ({{host}}) and never signs in. The key counts once it is on a signed roster.',
  },
  'make.do': { vi: 'Tạo khóa ký', en: 'Create the signing key' },
  'make.not': { vi: 'Không tạo, đóng cửa sổ', en: 'Create no key, close the window' },
  'make.made': { vi: 'Đã tạo khóa. Hãy trở lại bảng điều khiển.', en: 'Key created. Go back to the console.' },

  'refused.digest': {
    vi: 'Không ký: toàn văn do bảng điều khiển đưa sang không khớp với mã băm cần ký. Không ký ở nơi khác, và báo ngay cho quản trị viên.',
    en: 'Not signed: the text from the console does not match the digest to sign. Sign it nowhere else, and tell an administrator at once.',
  },
  'refused.spelling': {
    vi: 'Không ký: toàn văn không viết theo dạng chuẩn, nên có thể đọc khác với nội dung hiện ra. Hãy báo cho quản trị viên.',
    en: 'Not signed: the text is not in canonical form, and may read differently from what is shown. Tell an administrator.',
  },
  'refused.messages': {
    vi: 'Không ký: bảng điều khiển không đưa đủ nội dung tin nhắn, hoặc nội dung không khớp. Hãy báo ngay cho quản trị viên.',
    en: 'Not signed: the words of a message are missing or do not match. Tell an administrator at once.',
  },
  'refused.clock': {
    vi: 'Không ký: đồng hồ của máy này lệch quá mười phút so với máy chủ. Hãy chỉnh đồng hồ rồi thử lại.',
    en: 'Not signed: the clock of this device is more than ten minutes off the server’s. Set the clock, then try again.',
  },
  'fault.frame': {
    vi: 'Trang này không ký trong khung của trang khác.',
    en: 'This page does not sign inside another page.',
  },
  'fault.stranger': {
    vi: 'Trang này không nhận yêu cầu từ {{origin}}. Hãy báo cho quản trị viên.',
    en: 'This page accepts nothing from {{origin}}. Tell an administrator.',
  },
  'fault.asked': {
    vi: 'Trang này không hiểu yêu cầu của bảng điều khiển: hai bên có thể khác phiên bản. Hãy báo cho quản trị viên.',
    en: 'This page does not understand the console’s request: their versions may differ. Tell an administrator.',
  },
  'fault.files': {
    vi: 'Không đọc được danh sách bảng điều khiển của trang này (consoles.json). Hãy tải lại; nếu vẫn lỗi, báo cho quản trị viên.',
    en: 'The consoles of this page (consoles.json) cannot be read. Reload; if the error stays, tell an administrator.',
  },
  'fault.insecure': {
    vi: 'Trình duyệt này không có khóa truy cập, hoặc trang không được mở bằng https.',
    en: 'This browser has no passkeys, or the page was not opened by https.',
  },

  'value.none': { vi: 'không có', en: 'none' },
  'value.yes': { vi: 'có', en: 'yes' },
  'value.no': { vi: 'không', en: 'no' },
} as const satisfies Words

/** By the names that are signed. */
export const doubts = {
  'broadcast-louder-than-level': {
    vi: 'tin quảng bá ồn hơn mức của bản tin',
    en: 'the broadcast is louder than the level',
  },
  'broadcast-quieter-than-level': {
    vi: 'tin quảng bá nhẹ hơn mức của bản tin',
    en: 'the broadcast is quieter than the level',
  },
  'broadcast-other-than-cap': { vi: 'tin quảng bá khác cảnh báo CAP', en: 'the broadcast differs from the CAP alert' },
  'cap-above-level': { vi: 'cảnh báo CAP nặng hơn mức của bản tin', en: 'the CAP alert says more than the level' },
  'cap-below-level': { vi: 'cảnh báo CAP nhẹ hơn mức của bản tin', en: 'the CAP alert says less than the level' },
} as const satisfies Words
