/** What plans say on the page where one lands. */
import type { Words } from '../../web/words/both.ts'

export const overviewWords = {
  plan: { vi: 'Kế hoạch truyền thông', en: 'Communication plan' },
  change: { vi: 'Chuyển cấp độ dịch', en: 'Level change' },
  proposal: { vi: 'Đề xuất cấp độ dịch', en: 'Level proposal' },
  effect: { vi: 'Tác động của kế hoạch', en: 'Plan effect' },
  task: { vi: 'Việc theo kế hoạch', en: 'Plan task' },
  approved: { vi: 'Đã duyệt', en: 'Approved' },
  failed: {
    vi: 'Có việc theo kế hoạch chưa thực hiện được. Xem lý do và thực hiện lại.',
    en: 'A plan action could not be carried out. See why and try again.',
  },
  deeds: { vi: 'việc', en: 'actions' },
  areas: { vi: 'địa bàn', en: 'areas' },
} as const satisfies Words
