/** What rosters are called on the page where one lands. */
import type { Words } from '../../web/words/both.ts'

export const overviewWords = {
  roster: { vi: 'Danh sách người ký', en: 'Roster of who signs' },
  key: { vi: 'Khóa ký', en: 'Signing key' },
  noRoster: {
    vi: 'Chưa có danh sách nào có hiệu lực: không đợt nhắn tin nào gửi được.',
    en: 'None is in force: no round can go out.',
  },
  noApprover: {
    vi: 'Chưa có người phê duyệt trong danh sách: không đợt nhắn tin nào gửi được.',
    en: 'No approver is on it: no round can go out.',
  },
  noWriter: {
    vi: 'Chưa có người soạn thảo trong danh sách: người phê duyệt không tự duyệt bản mình trình.',
    en: 'No editor is on it: an approver does not approve what they wrote themselves.',
  },
} as const satisfies Words
