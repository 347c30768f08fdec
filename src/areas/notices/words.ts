/** Words of a person's own notices, on the page Account. */
import type { Words } from '../../web/words/both.ts'

export const notices = {
  title: { vi: 'Thông báo công việc', en: 'Notices about your work' },
  lead: {
    vi: 'Thông báo chỉ nêu việc đang chờ và nơi mở, không có nội dung. Nhiều việc cùng lúc được gộp làm một.',
    en: 'A notice says what is waiting and where to open it, without the content. Several items are sent as one notice.',
  },
  'kind.waits': { vi: 'Việc chờ anh/chị phê duyệt hoặc ký', en: 'Items awaiting your approval or signature' },
  'kind.sentBack': { vi: 'Việc bị trả lại cho anh/chị', en: 'Items sent back to you' },
  'kind.proposed': {
    vi: 'Đề xuất chuyển cấp độ, theo số liệu hoặc của người khác',
    en: 'Proposed level changes, by data or by others',
  },
  'kind.left': { vi: 'Việc phải làm theo quyết định đã có', en: 'Tasks that follow from a decision' },
  'kind.away': {
    vi: 'Nhà mạng mất kết nối quá 10 phút, và khi kết nối lại',
    en: 'An operator is not connected for more than 10 minutes, and reconnects',
  },
  closed: {
    vi: 'Máy chủ này chưa gửi thông báo qua thư hay đến trình duyệt. Đề nghị người vận hành máy chủ bật thông báo. Việc chờ anh/chị luôn có ở trang Tổng quan.',
    en: 'This server sends no notices by mail or to browsers. Ask the person running the server to turn them on. What waits for you is always on the overview.',
  },
  'way.mail': { vi: 'Thư điện tử', en: 'Mail' },
  'way.push': { vi: 'Trình duyệt', en: 'Browser' },
  language: { vi: 'Viết bằng', en: 'Written in' },
  'language.vi': { vi: 'Tiếng Việt', en: 'Tiếng Việt' },
  'language.en': { vi: 'English', en: 'English' },
  'quiet.is': { vi: 'Có giờ yên tĩnh', en: 'Quiet hours' },
  'quiet.hint': {
    vi: 'Trong giờ này chỉ báo việc khẩn; việc khác báo khi hết giờ. Theo giờ Việt Nam.',
    en: 'Only urgent items are sent in these hours; the rest follow afterwards. Vietnam time.',
  },
  'quiet.from': { vi: 'Từ', en: 'From' },
  'quiet.until': { vi: 'Đến', en: 'Until' },
  'quiet.wrong': {
    vi: 'Nhập giờ như 22:00 và 06:00, hai giờ khác nhau.',
    en: 'Enter two different times, such as 22:00 and 06:00.',
  },
  save: { vi: 'Lưu lựa chọn', en: 'Save' },
  saved: { vi: 'Đã lưu lựa chọn thông báo', en: 'Choices saved' },
  'mail.title': { vi: 'Địa chỉ nhận thư', en: 'Mail address' },
  'mail.to': { vi: 'Thư được gửi đến {{address}}.', en: 'Mail goes to {{address}}.' },
  'mail.closed': {
    vi: 'Máy chủ này chưa gửi thư. Nếu cần, đề nghị người vận hành máy chủ bật gửi thư.',
    en: 'This server sends no mail. Ask the person running the server to turn mail on.',
  },
  'mail.ended': {
    vi: 'Thư gửi anh/chị bị trả về nên đã ngừng gửi. Kiểm tra hộp thư, hoặc chọn địa chỉ khác.',
    en: 'Mail to you was returned, so sending has stopped. Check the mailbox, or choose another address.',
  },
  'mail.again': { vi: 'Gửi thư trở lại', en: 'Resume mail' },
  'mail.asked': {
    vi: 'Đã gửi thư xác nhận đến {{address}}. Mở liên kết trong thư bằng trình duyệt đang đăng nhập này.',
    en: 'Confirmation sent to {{address}}. Open its link in this browser, where you are signed in.',
  },
  'mail.other': { vi: 'Địa chỉ khác', en: 'Another address' },
  'mail.otherHint': { vi: 'Một thư xác nhận được gửi đến đó trước.', en: 'A confirmation is sent there first.' },
  'mail.ask': { vi: 'Gửi thư xác nhận', en: 'Send the confirmation' },
  'mail.account': { vi: 'Dùng địa chỉ của tài khoản: {{address}}', en: 'Use the account’s address: {{address}}' },
  'mail.missing': { vi: 'Nhập một địa chỉ thư.', en: 'Enter a mail address.' },
  'confirm.title': { vi: 'Xác nhận địa chỉ thư', en: 'Confirm the mail address' },
  'confirm.what': {
    vi: 'Trang này mở từ thư xác nhận. Bấm nút để nhận thông báo công việc ở địa chỉ đó.',
    en: 'This page opened from the confirmation. Press the button to receive notices at that address.',
  },
  'confirm.do': { vi: 'Nhận thông báo ở địa chỉ đó', en: 'Receive notices at that address' },
  confirmed: { vi: 'Đã xác nhận địa chỉ', en: 'Address confirmed' },
  'push.title': { vi: 'Trình duyệt nhận thông báo', en: 'Browsers with notices on' },
  'push.closed': {
    vi: 'Máy chủ này chưa gửi thông báo đến trình duyệt. Nếu cần, đề nghị người vận hành máy chủ bật.',
    en: 'This server sends no notices to browsers. Ask the person running the server to turn them on.',
  },
  'push.cannot': { vi: 'Trình duyệt này không nhận được thông báo.', en: 'This browser cannot show notices.' },
  'push.on': { vi: 'Bật trên trình duyệt này', en: 'Turn on in this browser' },
  'push.refused': {
    vi: 'Trình duyệt đang chặn thông báo. Hãy bật trong phần cài đặt của trình duyệt.',
    en: 'The browser blocks notices. Allow them in its settings.',
  },
  'push.turnedOn': { vi: 'Đã bật ở trình duyệt này', en: 'Notices are on in this browser' },
  'push.turnedOff': { vi: 'Đã tắt ở trình duyệt đó', en: 'Notices are off in that browser' },
  'push.none': { vi: 'Chưa bật ở trình duyệt nào.', en: 'Not turned on in any browser.' },
  'push.this': { vi: 'Trình duyệt này', en: 'This browser' },
  'push.other': { vi: 'Một trình duyệt khác', en: 'Another browser' },
  'push.browser': { vi: 'Trình duyệt', en: 'Browser' },
  'push.since': { vi: 'Từ lúc', en: 'Since' },
  'push.off': { vi: 'Tắt', en: 'Turn off' },
} as const satisfies Words
