/** What the list of what is free says on the page where one lands. */
import type { Words } from '../../web/words/both.ts'

export const overviewWords = {
  list: { vi: 'Danh mục miễn cước', en: 'List of what is free' },
  begins: { vi: 'Bắt đầu miễn cước', en: 'Free from then on' },
  ends: { vi: 'Hết miễn cước', en: 'Free no more from then on' },
  unconfirmed: {
    vi: 'Nhà mạng chưa xác nhận danh mục mới nhất. Liên hệ đầu mối của nhà mạng.',
    en: 'The operator has not confirmed the newest list. Call its engineers.',
  },
  unconfirmedOwn: {
    vi: 'Nút chưa xác nhận danh mục mới nhất. Kiểm tra nút và hệ thống tính cước.',
    en: 'The node has not confirmed the newest list. Look at the node and at charging.',
  },
} as const satisfies Words
