/** Words of the parts that not every page has: they come with the first page that has one. */
import type { Words } from './both.ts'

export const parts = {
  'history.at': { vi: 'Lúc', en: 'When' },
  'history.by': { vi: 'Ai', en: 'Who' },
  'history.what': { vi: 'Việc', en: 'What' },
  'history.signed.passkey': { vi: 'ký bằng passkey', en: 'signed with a passkey' },
  'history.signed.key': { vi: 'ký bằng khóa trong trình duyệt', en: 'signed with a browser key' },
  'history.why': { vi: 'Lý do', en: 'Why' },
  'history.more': { vi: 'Xem {{count}} việc trước đó', en: 'Show {{count}} earlier {{count|entry|entries}}' },
  'next.done': { vi: 'Đã thiết lập xong những việc bắt buộc.', en: 'Everything required is set up.' },
  'next.all': { vi: 'Xem trang Thiết lập', en: 'To the set-up page' },
  'table.save': { vi: 'Tải bảng về (CSV)', en: 'Download the table (CSV)' },
  'page.more': { vi: 'Xem thêm', en: 'Show more' },
  'page.end': { vi: 'Đã xem hết.', en: 'End of the list.' },
  'count.missing': {
    vi: 'Hãy gõ một số nguyên từ {{min}} đến {{max}}.',
    en: 'Type a whole number from {{min}} to {{max}}.',
  },
  'count.unread': {
    vi: '“{{typed}}” không phải là số nguyên từ {{min}} đến {{max}}.',
    en: '“{{typed}}” is not a whole number from {{min}} to {{max}}.',
  },
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
} as const satisfies Words
