/** What plans say on the page where one lands. */
import type { Words } from '../../web/words/both.ts'

export const overviewWords = {
  plan: { vi: 'Kế hoạch truyền thông', en: 'Communication plan' },
  change: { vi: 'Chuyển cấp độ dịch', en: 'Level change' },
  proposal: { vi: 'Đề xuất cấp độ dịch', en: 'Proposal of a level' },
  effect: { vi: 'Tác động của kế hoạch', en: 'Effect of a plan' },
  task: { vi: 'Việc theo kế hoạch', en: 'Task of a plan' },
  approved: { vi: 'Đã duyệt', en: 'Approved' },
  failed: {
    vi: 'Có việc theo kế hoạch không thực hiện được. Xem lý do và làm lại.',
    en: 'Something of the plan could not be carried out. See why, and do it again.',
  },
  deeds: { vi: 'việc', en: 'deeds' },
  areas: { vi: 'địa bàn', en: 'areas' },
} as const satisfies Words
