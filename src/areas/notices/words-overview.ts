/** What is so of what waits, on the page where one lands. */
import type { Words } from '../../web/words/both.ts'

export const overviewWords = {
  waits: { vi: 'Chờ duyệt', en: 'Submitted for approval' },
  /** A roster: it counts by signatures, and nobody approves it. */
  signed: { vi: 'Chờ ký', en: 'Awaiting signatures' },
  sentBack: { vi: 'Bị trả lại để sửa', en: 'Sent back for changes' },
  unheard: {
    vi: 'Đang chờ nhưng không ai có quyền xử lý. Hãy mời thêm người, hoặc giao vai trò.',
    en: 'Waiting, but nobody here has the right to act. Invite someone, or assign the role.',
  },
  proposed: { vi: 'Đề xuất, chờ xem xét', en: 'Proposed, to be reviewed' },
} as const satisfies Words
