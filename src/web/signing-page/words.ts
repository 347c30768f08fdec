/** The words of the signing page, in both languages. */
import type { Words } from '../words/both.ts'

export const page = {
  brand: { vi: 'Trang ký', en: 'Signing page' },
  language: { vi: 'English', en: 'Tiếng Việt' },

  'alone.title': { vi: 'Trang ký', en: 'Signing page' },
  'alone.lead': {
    vi: 'Trang này chỉ ký khi bảng điều khiển mở nó: hãy bấm trình, phê duyệt hay ký ở bảng điều khiển của {{consoles}}.',
    en: 'This page signs only where the console opens it: press submit, approve or sign in the console of {{consoles}}.',
  },
  'wait.lead': { vi: 'Đang chờ bảng điều khiển {{console}}…', en: 'Waiting for the console {{console}}…' },

  'does.submit': { vi: 'Trình', en: 'Submit' },
  'does.approve': { vi: 'Phê duyệt', en: 'Approve' },
  'does.schedule': { vi: 'Ban hành lệnh gửi thật', en: 'Send for real' },
  'does.resume': { vi: 'Cho chạy tiếp', en: 'Resume' },
  'of.round': { vi: 'đợt nhắn tin', en: 'a round of messages' },
  'of.free-list': { vi: 'danh mục dịch vụ miễn cước', en: 'the list of what is free of charge' },
  'of.month': { vi: 'báo cáo tháng', en: 'the report of a month' },
  'of.instruction': { vi: 'nhiệm vụ giao cho điểm cầu', en: 'an instruction to a site' },
  'of.bulletin': { vi: 'bản tin', en: 'a bulletin' },
  'of.roster': { vi: 'danh sách người ký mới', en: 'a new roster of the people whose signatures count' },
  'of.plan': { vi: 'kế hoạch truyền thông', en: 'a communication plan' },
  'of.level-change': { vi: 'việc chuyển cấp độ dịch', en: 'a change of level' },

  'sign.title': { vi: '{{does}} {{of}}', en: '{{does}} {{of}}' },
  'sign.lead': {
    vi: 'Hãy đọc hết rồi mới ký. Chữ ký của bạn có giá trị với đúng toàn văn dưới đây, ở mọi nhà mạng và thiết bị, cho dù máy chủ có nói gì khác.',
    en: 'Read all of it before you sign. Your signature counts for exactly the text below, at every operator and device, whatever a server says.',
  },
  'said.title': { vi: 'Bạn sẽ ký điều này', en: 'What you will sign' },
  'said.does': { vi: 'Việc', en: 'What is done' },
  'said.of': { vi: 'Với', en: 'With' },
  'said.subject': { vi: 'Mã', en: 'Its id' },
  'said.version': { vi: 'Phiên bản', en: 'Version' },
  'said.sequence': { vi: 'Lệnh số', en: 'Order number' },
  'said.authority': { vi: 'Cơ quan chủ quản', en: 'Authority' },
  'said.key': { vi: 'khóa {{key}}', en: 'key {{key}}' },
  'said.roster': { vi: 'Theo danh sách người ký', en: 'Under the roster' },
  'said.rosterNumber': { vi: 'số {{number}}', en: 'number {{number}}' },
  'said.unnamed': { vi: 'không nêu', en: 'not named' },
  'said.sha256': { vi: 'Mã băm của toàn văn, do trang này tính', en: 'Digest of the text, made by this page' },
  'said.doubts': {
    vi: 'Chỗ không khớp mà bạn ký là đã xem',
    en: 'What contradicts itself, and you sign that you have looked at',
  },
  'said.asked': { vi: 'Do bảng điều khiển', en: 'Asked by the console' },
  'content.title': { vi: 'Toàn văn', en: 'The whole text' },
  'content.lead': {
    vi: 'Không có gì bị lược bớt. Ký tự ẩn được ghi bằng mã của nó.',
    en: 'Nothing is left out. Letters that cannot be seen are written as their codes.',
  },
  'sign.how': {
    vi: 'Thiết bị sẽ hỏi mã PIN, vân tay hoặc khuôn mặt của bạn.',
    en: 'The device will ask for your PIN, finger or face.',
  },
  'sign.do': { vi: 'Ký bằng khóa truy cập', en: 'Sign with the passkey' },
  'sign.not': { vi: 'Không ký, đóng cửa sổ', en: 'Do not sign, close the window' },
  close: { vi: 'Đóng cửa sổ', en: 'Close the window' },
  done: { vi: 'Đã ký. Hãy trở lại bảng điều khiển.', en: 'Signed. Go back to the console.' },

  'make.title': { vi: 'Tạo khóa ký cho {{name}}', en: 'Make a signing key for {{name}}' },
  'make.lead': {
    vi: 'Khóa này chỉ ký trên trang này ({{host}}), không dùng để đăng nhập. Nó có giá trị khi quản trị viên đã ký một danh sách người ký có nó.',
    en: 'This key signs on this page alone ({{host}}), and never signs in. It counts once administrators have signed a roster that has it.',
  },
  'make.do': { vi: 'Tạo khóa ký', en: 'Make the signing key' },
  'make.not': { vi: 'Không tạo, đóng cửa sổ', en: 'Make none, close the window' },
  'make.made': { vi: 'Đã tạo khóa. Hãy trở lại bảng điều khiển.', en: 'The key is made. Go back to the console.' },

  'refused.digest': {
    vi: 'Không ký: toàn văn mà bảng điều khiển đưa sang không khớp với mã băm mà nó xin chữ ký. Đừng ký ở đâu khác, và báo ngay cho người quản trị.',
    en: 'Not signed: the text that the console handed over is not what it asks to have signed. Sign it nowhere else, and tell an administrator at once.',
  },
  'refused.spelling': {
    vi: 'Không ký: toàn văn không viết theo đúng một dạng chuẩn, nên có thể đọc khác với điều hiện ra. Hãy báo cho người quản trị.',
    en: 'Not signed: the text is not in its one spelling, and may read otherwise than it is shown. Tell an administrator.',
  },
  'refused.messages': {
    vi: 'Không ký: có tin nhắn mà bảng điều khiển không đưa lời sang, hoặc lời không khớp. Hãy báo ngay cho người quản trị.',
    en: 'Not signed: of some message the console did not hand over the words, or others than it asks to have signed. Tell an administrator at once.',
  },
  'refused.clock': {
    vi: 'Không ký: đồng hồ của máy này lệch quá mười phút so với máy chủ. Hãy chỉnh đồng hồ rồi thử lại.',
    en: 'Not signed: the clock of this device is more than ten minutes off the server’s. Set it, then try again.',
  },
  'fault.frame': {
    vi: 'Trang này không ký trong khung của trang khác.',
    en: 'This page does not sign within a frame of another.',
  },
  'fault.stranger': {
    vi: 'Trang này không nhận yêu cầu từ {{origin}}. Hãy báo cho người quản trị.',
    en: 'This page takes nothing from {{origin}}. Tell an administrator.',
  },
  'fault.asked': {
    vi: 'Trang này không hiểu điều bảng điều khiển yêu cầu: hai bên có thể khác phiên bản. Hãy báo cho người quản trị.',
    en: 'This page does not understand what the console asks: the two may be of different versions. Tell an administrator.',
  },
  'fault.files': {
    vi: 'Không đọc được danh sách bảng điều khiển của trang này (consoles.json). Hãy tải lại; nếu vẫn lỗi, báo cho người quản trị.',
    en: 'The consoles of this page (consoles.json) cannot be read. Load it again; if it goes on, tell an administrator.',
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
  'broadcast-other-than-cap': {
    vi: 'tin quảng bá khác cảnh báo CAP',
    en: 'the broadcast is not what the CAP alert says',
  },
  'cap-above-level': { vi: 'cảnh báo CAP nặng hơn mức của bản tin', en: 'the CAP alert says more than the level' },
  'cap-below-level': { vi: 'cảnh báo CAP nhẹ hơn mức của bản tin', en: 'the CAP alert says less than the level' },
} as const satisfies Words
