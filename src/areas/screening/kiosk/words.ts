/** The kiosk's words in both languages. Short: they are read while somebody waits. */
import { filled, type Words } from '../../../web/words/both.ts'

export const kiosk = {
  title: { vi: 'Kiểm tra thân nhiệt', en: 'Temperature check' },
  language: { vi: 'English', en: 'Tiếng Việt' },

  insecure: {
    vi: 'Trang này cần kết nối mã hóa (https). Hãy mở lại bằng địa chỉ https.',
    en: 'This page needs an encrypted connection (https). Open it by its https address.',
  },

  'enrol.title': { vi: 'Đăng ký máy này', en: 'Enrol this kiosk' },
  'enrol.lead': {
    vi: 'Nhập mã do quản trị viên cấp ở trang Kiểm tra thân nhiệt. Mã dùng một lần, trong một giờ.',
    en: 'Enter the code that the administrator got on the page Health checks. It works once, within an hour.',
  },
  'enrol.code': { vi: 'Mã đăng ký', en: 'Enrolment code' },
  'enrol.do': { vi: 'Đăng ký', en: 'Enrol' },
  'enrol.missing': { vi: 'Hãy nhập mã đăng ký.', en: 'Enter the enrolment code.' },
  'enrol.offline': {
    vi: 'Máy chủ không trả lời. Kiểm tra mạng rồi thử lại.',
    en: 'The server does not answer. Check the network, then try again.',
  },

  badge: { vi: 'Số thẻ', en: 'Badge number' },
  visitor: { vi: 'Khách', en: 'Visitor' },
  temperature: { vi: 'Nhiệt độ, °C', en: 'Temperature, °C' },
  again: { vi: 'Đo lại: {{who}}', en: 'Second time: {{who}}' },
  next: { vi: 'Tiếp', en: 'Next' },
  save: { vi: 'Lưu', en: 'Save' },
  erase: { vi: 'Xóa', en: 'Erase' },
  comma: { vi: 'Dấu phẩy', en: 'Decimal point' },
  letters: { vi: 'ABC: chữ cái', en: 'ABC: letters' },
  digits: { vi: '123: chữ số', en: '123: digits' },
  keys: { vi: 'Bàn phím', en: 'Keys' },
  cancel: { vi: 'Bỏ qua', en: 'Cancel' },

  'fault.badge.missing': { vi: 'Hãy nhập số thẻ, hoặc bấm Khách.', en: 'Enter the badge number, or press Visitor.' },
  'fault.badge.form': {
    vi: 'Số thẻ gồm chữ cái và chữ số, nhiều nhất 8 ký tự.',
    en: 'A badge number is letters and digits, at most 8.',
  },
  notSaved: {
    vi: 'Chưa lưu được trên máy này: {{who}}, {{celsius}} °C. Hãy ghi ra giấy và báo quản trị viên.',
    en: 'This could not be saved on the tablet: {{who}}, {{celsius}} °C. Write it on paper and tell the administrator.',
  },

  ready: { vi: 'Sẵn sàng đo', en: 'Ready' },
  readyHow: {
    vi: 'Nhập số thẻ hoặc bấm Khách, rồi nhập nhiệt độ.',
    en: 'Enter the badge number or press Visitor, then the temperature.',
  },
  pass: { vi: 'Mời vào', en: 'Please go in' },
  hands: { vi: 'Nhớ sát khuẩn tay', en: 'Disinfect your hands' },
  handsHow: { vi: 'Xoa đều dung dịch trong 20 giây.', en: 'Rub the gel in for 20 seconds.' },
  wait: { vi: 'Đo lại sau {{minutes}} phút', en: 'Measure again in {{minutes}} {{minutes|minute|minutes}}' },
  waitHow: {
    vi: 'Từ {{threshold}} °C trở lên. Mời người này đeo khẩu trang, ngồi chờ riêng ở chỗ mát, chưa vào.',
    en: '{{threshold}} °C or more. Ask them to wear a mask and to wait apart in a cool place, not to go in yet.',
  },
  call: { vi: 'Gọi cán bộ trực', en: 'Call the duty officer' },
  callHow: {
    vi: 'Đo lại vẫn từ {{threshold}} °C trở lên. Người này chờ riêng cho đến khi cán bộ trực tới.',
    en: 'Still {{threshold}} °C or more. They wait apart until the duty officer comes.',
  },
  callOffline: {
    vi: 'Chưa có mạng nên chưa có cảnh báo nào được gửi: hãy gọi điện.',
    en: 'There is no network, so no alert has gone out: telephone.',
  },
  callSent: { vi: 'Máy chủ đã nhận cảnh báo.', en: 'The server has the alert.' },

  waiting: { vi: 'Chờ đo lại', en: 'Waiting to be measured again' },
  waitingLeft: { vi: 'còn {{left}}', en: '{{left}} left' },
  waitingDue: { vi: 'Đo lại ngay', en: 'Measure now' },
  dueNow: { vi: '{{who}}: đã đến lúc đo lại.', en: '{{who}}: time to measure again.' },

  online: { vi: 'Có mạng', en: 'Online' },
  offline: { vi: 'Mất mạng, vẫn nhập được', en: 'Offline, entries are kept' },
  unknown: {
    vi: 'Máy này đã bị thu hồi hoặc được cấp mã mới. Các lần đo vẫn được giữ trên máy.',
    en: 'This kiosk was revoked or given a new code. What was entered is kept here.',
  },
  unsent: { vi: '{{count}} lần đo chờ gửi', en: '{{count}} waiting to be sent' },
  allSent: { vi: 'Đã gửi hết', en: 'All sent' },
  refused: {
    vi: '{{count}} lần đo máy chủ không nhận: báo quản trị viên',
    en: '{{count}} that the server does not take: tell the administrator',
  },
  clock: {
    vi: 'Đồng hồ máy này lệch {{minutes}} phút. Hãy chỉnh giờ.',
    en: 'The clock of this tablet is {{minutes}} {{minutes|minute|minutes}} off. Set it right.',
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
