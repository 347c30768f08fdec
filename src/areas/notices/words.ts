/** Words of a person's own notices, on the page Account. */
import type { Words } from '../../web/words/both.ts'

export const notices = {
  title: { vi: 'Thông báo công việc', en: 'Notices about your work' },
  lead: {
    vi: 'Thông báo chỉ nói việc gì đang chờ và nơi mở, không có nội dung. Nhiều việc cùng lúc được gộp làm một.',
    en: 'A notice says what waits and where to open it, and nothing of its content. What comes together is one notice.',
  },
  'kind.waits': { vi: 'Việc chờ bạn phê duyệt hoặc ký', en: 'What waits for you to approve or sign' },
  'kind.sentBack': { vi: 'Việc của bạn bị trả lại', en: 'What is sent back to you' },
  'kind.proposed': {
    vi: 'Đề xuất chuyển cấp độ, theo số liệu hoặc của người khác',
    en: 'A level is proposed, by data or by somebody else',
  },
  'kind.left': { vi: 'Việc phải làm theo quyết định đã có', en: 'Work that a decision leaves to you' },
  'kind.away': {
    vi: 'Nhà mạng mất kết nối quá 10 phút, và khi kết nối lại',
    en: 'An operator is away for more than 10 minutes, and when it is back',
  },
  closed: {
    vi: 'Máy chủ này chưa gửi thông báo qua thư hay đến trình duyệt. Hãy báo người vận hành máy chủ bật lên; lúc đó các lựa chọn sẽ ở đây. Việc chờ anh/chị luôn có ở trang Tổng quan.',
    en: 'This server sends no notices, neither by mail nor to browsers. Ask whoever runs the server to turn them on; the choices are here then. What waits for you is always on the overview.',
  },
  'way.mail': { vi: 'Thư điện tử', en: 'Mail' },
  'way.push': { vi: 'Trình duyệt', en: 'Browser' },
  language: { vi: 'Viết bằng', en: 'Written in' },
  'language.vi': { vi: 'Tiếng Việt', en: 'Tiếng Việt' },
  'language.en': { vi: 'English', en: 'English' },
  'quiet.is': { vi: 'Có giờ yên tĩnh', en: 'Quiet hours' },
  'quiet.hint': {
    vi: 'Trong giờ này chỉ báo việc khẩn; việc khác được báo khi hết giờ. Theo giờ Việt Nam.',
    en: 'Only what is urgent is told in these hours; the rest when they end. By the clocks of Viet Nam.',
  },
  'quiet.from': { vi: 'Từ', en: 'From' },
  'quiet.until': { vi: 'Đến', en: 'Until' },
  'quiet.wrong': {
    vi: 'Nhập giờ như 22:00 và 06:00, hai giờ khác nhau.',
    en: 'Give two different times, such as 22:00 and 06:00.',
  },
  save: { vi: 'Lưu lựa chọn', en: 'Save' },
  saved: { vi: 'Đã lưu lựa chọn thông báo', en: 'Your choices are saved' },
  'mail.title': { vi: 'Thư đến đâu', en: 'Where mail goes' },
  'mail.to': { vi: 'Thư được gửi đến {{address}}.', en: 'Mail goes to {{address}}.' },
  'mail.closed': {
    vi: 'Máy chủ này chưa gửi thư. Nếu cần, hãy báo người vận hành máy chủ bật gửi thư.',
    en: 'This server sends no mail. Ask whoever runs the server to turn it on.',
  },
  'mail.ended': {
    vi: 'Thư gửi cho bạn bị trả về nên đã ngừng gửi. Hãy kiểm tra hộp thư, hoặc chọn địa chỉ khác.',
    en: 'Mail to you came back, so it has stopped. Look after the mailbox, or choose another address.',
  },
  'mail.again': { vi: 'Gửi thư trở lại', en: 'Send mail again' },
  'mail.asked': {
    vi: 'Đã gửi thư xác nhận đến {{address}}. Mở liên kết trong thư bằng trình duyệt đang đăng nhập này.',
    en: 'A confirmation went to {{address}}. Open its link in this browser, where you are signed in.',
  },
  'mail.other': { vi: 'Địa chỉ khác', en: 'Another address' },
  'mail.otherHint': { vi: 'Một thư xác nhận được gửi đến đó trước.', en: 'A confirmation is sent there first.' },
  'mail.ask': { vi: 'Gửi thư xác nhận', en: 'Send the confirmation' },
  'mail.account': { vi: 'Dùng địa chỉ của tài khoản: {{address}}', en: 'Use the account’s address: {{address}}' },
  'mail.missing': { vi: 'Nhập một địa chỉ thư.', en: 'Give a mail address.' },
  'confirm.title': { vi: 'Xác nhận địa chỉ thư', en: 'Confirm the mail address' },
  'confirm.what': {
    vi: 'Bạn mở trang này từ thư xác nhận. Bấm nút để nhận thông báo công việc ở địa chỉ đó.',
    en: 'You came here from the confirmation. Press the button to have notices at that address.',
  },
  'confirm.do': { vi: 'Nhận thông báo ở địa chỉ đó', en: 'Have notices at that address' },
  confirmed: { vi: 'Đã xác nhận địa chỉ', en: 'The address is confirmed' },
  'push.title': { vi: 'Trình duyệt nhận thông báo', en: 'Browsers that are told' },
  'push.closed': {
    vi: 'Máy chủ này chưa gửi thông báo đến trình duyệt. Nếu cần, hãy báo người vận hành máy chủ.',
    en: 'This server sends no notices to browsers. Ask whoever runs the server to turn it on.',
  },
  'push.cannot': { vi: 'Trình duyệt này không nhận được thông báo.', en: 'This browser cannot show notices.' },
  'push.on': { vi: 'Bật trên trình duyệt này', en: 'Turn on in this browser' },
  'push.refused': {
    vi: 'Trình duyệt không cho phép thông báo. Hãy bật trong phần cài đặt của trình duyệt.',
    en: 'The browser does not allow notices. Allow them in its settings.',
  },
  'push.turnedOn': { vi: 'Trình duyệt này nhận thông báo', en: 'This browser is told from now on' },
  'push.turnedOff': { vi: 'Đã tắt ở trình duyệt đó', en: 'That browser is told no more' },
  'push.none': { vi: 'Chưa bật ở trình duyệt nào.', en: 'None is turned on.' },
  'push.this': { vi: 'Trình duyệt này', en: 'This browser' },
  'push.other': { vi: 'Một trình duyệt khác', en: 'Another browser' },
  'push.browser': { vi: 'Trình duyệt', en: 'Browser' },
  'push.since': { vi: 'Từ lúc', en: 'Since' },
  'push.off': { vi: 'Tắt', en: 'Turn off' },
} as const satisfies Words
