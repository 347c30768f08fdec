/** Words of approval by two that are the same in every area. */
import type { Words } from './both.ts'

export const approval = {
  'history.at': { vi: 'Lúc', en: 'When' },
  'history.by': { vi: 'Ai', en: 'Who' },
  'history.what': { vi: 'Việc', en: 'What' },
  'history.signed.passkey': { vi: 'ký bằng passkey', en: 'signed with a passkey' },
  'history.signed.key': { vi: 'ký bằng khóa trong trình duyệt', en: 'signed with a browser key' },
  'history.why': { vi: 'Lý do', en: 'Why' },
  'history.more': { vi: 'Xem {{count}} việc trước đó', en: 'Show {{count}} earlier {{count|entry|entries}}' },
} as const satisfies Words
