/** What the list of what is free says on the page where one lands. */
import type { Words } from '../../web/words/both.ts'

export const overviewWords = {
  list: { vi: 'Danh mục miễn cước', en: 'Free list' },
  begins: { vi: 'Bắt đầu miễn cước', en: 'Becomes free' },
  ends: { vi: 'Hết miễn cước', en: 'Stops being free' },
  unconfirmed: {
    vi: 'Nhà mạng chưa xác nhận danh mục mới nhất. Liên hệ đầu mối của nhà mạng.',
    en: 'The operator has not confirmed the newest list. Contact the operator.',
  },
  unconfirmedOwn: {
    vi: 'Nút chưa xác nhận danh mục mới nhất. Kiểm tra nút và hệ thống tính cước.',
    en: 'The node has not confirmed the newest list. Check the node and the charging system.',
  },
} as const satisfies Words
