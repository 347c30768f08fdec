/** What cell broadcasts say on the page where one lands. */
import type { Words } from '../../web/words/both.ts'

export const overviewWords = {
  broadcast: { vi: 'Tin quảng bá di động', en: 'Cell broadcast' },
  onAir: { vi: 'Đang phát sóng', en: 'On the air' },
  cells: { vi: 'ô đang phát', en: 'cells on the air' },
  operators: { vi: 'nhà mạng', en: 'operators' },
  found: {
    vi: 'Nhà mạng đang phát một tin mà cơ quan chủ quản không còn lưu. Quyết định giữ hay ngừng phát.',
    en: 'An operator is broadcasting a message unknown here. Decide whether to keep or stop it.',
  },
  refused: { vi: 'Nhà mạng từ chối phát. Xem lý do.', en: 'The operator refused the broadcast. See why.' },
} as const satisfies Words
