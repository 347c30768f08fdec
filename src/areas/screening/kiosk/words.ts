/** The kiosk's words in both languages. Short: they are read while somebody waits. */
import { filled, type Words } from '../../../web/words/both.ts'

export const kiosk = {
  title: { vi: 'Kiểm tra thân nhiệt', en: 'Temperature check' },
  language: { vi: 'English', en: 'Tiếng Việt' },

  insecure: {
    vi: 'Trang này cần kết nối mã hóa. Mở lại bằng địa chỉ https.',
    en: 'This page needs an encrypted connection. Open its https address.',
  },

  'enrol.title': { vi: 'Đăng ký máy này', en: 'Enrol this kiosk' },
  'enrol.lead': {
    vi: 'Nhập mã do quản trị viên cấp ở trang Kiểm tra thân nhiệt. Mã dùng một lần, trong một giờ.',
    en: 'Enter the code from the administrator’s Health checks page. The code works once, within an hour.',
  },
  'enrol.code': { vi: 'Mã đăng ký', en: 'Enrolment code' },
  'enrol.do': { vi: 'Đăng ký', en: 'Enrol' },
  'enrol.missing': { vi: 'Nhập mã đăng ký.', en: 'Enter the enrolment code.' },
  'enrol.offline': {
    vi: 'Máy chủ không trả lời. Kiểm tra mạng rồi thử lại.',
    en: 'The server does not answer. Check the network and try again.',
  },

  badge: { vi: 'Số thẻ', en: 'Badge number' },
  visitor: { vi: 'Khách', en: 'Visitor' },
  temperature: { vi: 'Nhiệt độ, °C', en: 'Temperature, °C' },
  again: { vi: 'Đo lại: {{who}}', en: 'Measure again: {{who}}' },
  next: { vi: 'Tiếp', en: 'Next' },
  save: { vi: 'Lưu', en: 'Save' },
  erase: { vi: 'Xóa', en: 'Erase' },
  comma: { vi: 'Dấu phẩy', en: 'Decimal point' },
  letters: { vi: 'ABC: chữ cái', en: 'ABC: letters' },
  digits: { vi: '123: chữ số', en: '123: digits' },
  keys: { vi: 'Bàn phím', en: 'Keys' },
  cancel: { vi: 'Bỏ qua', en: 'Cancel' },

  'fault.badge.missing': { vi: 'Nhập số thẻ, hoặc bấm Khách.', en: 'Enter the badge number, or press Visitor.' },
  'fault.badge.form': {
    vi: 'Số thẻ gồm chữ cái và chữ số, tối đa 8 ký tự.',
    en: 'A badge number has letters and digits, at most 8.',
  },
  notSaved: {
    vi: 'Chưa lưu được trên máy này: {{who}}, {{celsius}} °C. Ghi ra giấy và báo quản trị viên.',
    en: 'Not saved on this tablet: {{who}}, {{celsius}} °C. Write it on paper and tell the administrator.',
  },

  ready: { vi: 'Sẵn sàng đo', en: 'Ready' },
  readyHow: {
    vi: 'Nhập số thẻ hoặc bấm Khách, rồi nhập nhiệt độ.',
    en: 'Enter a badge number or press Visitor, then enter the temperature.',
  },
  pass: { vi: 'Mời vào', en: 'Please go in' },
  hands: { vi: 'Nhớ sát khuẩn tay', en: 'Disinfect your hands' },
  handsHow: { vi: 'Xoa đều dung dịch trong 20 giây.', en: 'Rub the gel in for 20 seconds.' },
  wait: { vi: 'Đo lại sau {{minutes}} phút', en: 'Measure again in {{minutes}} {{minutes|minute|minutes}}' },
  waitHow: {
    vi: 'Từ {{threshold}} °C trở lên. Mời người này đeo khẩu trang, ngồi chờ riêng ở chỗ mát, chưa vào.',
    en: '{{threshold}} °C or more. Ask them to wear a mask and wait apart in a cool place, not to go in yet.',
  },
  call: { vi: 'Gọi cán bộ trực', en: 'Call the duty officer' },
  callHow: {
    vi: 'Đo lại vẫn từ {{threshold}} °C trở lên. Người này chờ riêng đến khi cán bộ trực tới.',
    en: 'Still {{threshold}} °C or more. This person waits apart until the duty officer comes.',
  },
  callOffline: { vi: 'Mất mạng, chưa gửi được cảnh báo: gọi điện.', en: 'Offline, no alert was sent: telephone.' },
  callSent: { vi: 'Máy chủ đã nhận cảnh báo.', en: 'The server has received the alert.' },

  waiting: { vi: 'Chờ đo lại', en: 'Waiting for the second measurement' },
  waitingLeft: { vi: 'còn {{left}}', en: '{{left}} left' },
  waitingDue: { vi: 'Đo lại ngay', en: 'Measure now' },
  dueNow: { vi: '{{who}}: đã đến lúc đo lại.', en: '{{who}}: time to measure again.' },

  online: { vi: 'Có mạng', en: 'Online' },
  offline: { vi: 'Mất mạng, vẫn nhập được', en: 'Offline, entries are kept' },
  unknown: {
    vi: 'Máy này đã bị thu hồi hoặc được cấp mã mới. Các lần đo vẫn lưu trên máy.',
    en: 'This kiosk was revoked or given a new code. Entries are kept on it.',
  },
  unsent: { vi: '{{count}} lần đo chờ gửi', en: '{{count}} to send' },
  allSent: { vi: 'Đã gửi hết', en: 'All sent' },
  refused: {
    vi: 'Máy chủ không nhận {{count}} lần đo: báo quản trị viên',
    en: '{{count}} refused by the server: tell the administrator',
  },
  clock: {
    vi: 'Đồng hồ máy này lệch {{minutes}} phút. Chỉnh lại giờ.',
    en: 'This tablet’s clock is {{minutes}} {{minutes|minute|minutes}} off. Correct it.',
  },
  saved: { vi: 'Đã lưu.', en: 'Saved.' },
} as const satisfies Words

export type KioskWord = keyof typeof kiosk
export type Language = 'vi' | 'en'

export function spoken(
  word: KioskWord,
  language: Language,
  blanks: Readonly<Record<string, string | number>> = {},
): string {
  return filled(kiosk[word][language], blanks)
}
