/** What rosters are called on the page where one lands. */
import type { Words } from '../../web/words/both.ts'

export const overviewWords = {
  roster: { vi: 'Danh sách người ký', en: 'Roster of signers' },
  key: { vi: 'Khóa ký', en: 'Signing key' },
} as const satisfies Words
