/** What is so of what waits, on the page where one lands. */
import type { Words } from '../../web/words/both.ts'

export const overviewWords = {
  waits: { vi: 'Chờ duyệt', en: 'Submitted for approval' },
  /** A roster: it counts by signatures, and nobody approves it. */
  signed: { vi: 'Chờ ký', en: 'Waits for signatures' },
  sentBack: { vi: 'Bị trả lại để sửa', en: 'Sent back to be mended' },
  unheard: {
    vi: 'Đang chờ nhưng không ai có quyền xử lý. Hãy mời thêm người, hoặc giao vai trò.',
    en: 'Waiting, and nobody here may do it. Invite somebody, or give somebody the role.',
  },
  proposed: { vi: 'Đề xuất, chờ xem xét', en: 'Proposed, to be looked at' },
} as const satisfies Words
