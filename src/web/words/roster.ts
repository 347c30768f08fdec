/** What everybody is told of a roster without having asked: the console's first page carries these alone of signing. */
import type { Words } from './both.ts'

export const roster = {
  'news.first': {
    vi: 'Chưa có danh sách người ký: các nút của nhà mạng sẽ không gửi gì.',
    en: 'No roster of signers yet: the operators’ nodes will send nothing.',
  },
  'news.due': {
    vi: 'Người dùng hoặc khóa ký đã đổi: cần lập danh sách người ký mới.',
    en: 'People or signing keys have changed: a new roster of signers is due.',
  },
  'news.sign': { vi: 'Danh sách người ký mới đang chờ anh/chị ký.', en: 'A new roster awaits your signature.' },
  'news.waits': { vi: 'Danh sách người ký mới đang chờ có hiệu lực.', en: 'A new roster is waiting to take effect.' },
  'news.open': { vi: 'Mở trang Người ký', en: 'Open the page Signers' },
} as const satisfies Words
