/** The words of sirens/. */
import type { Words } from '../../web/words/both.ts'

export const sirens = {
  title: { vi: 'Lệnh kéo còi', en: 'Siren orders' },
  none: { vi: 'Chưa có lệnh kéo còi nào', en: 'No siren orders yet' },
  place: { vi: 'Nơi', en: 'Place' },
  state: { vi: 'Trạng thái', en: 'State' },
  answers: { vi: 'Nhà mạng trả lời', en: 'Operators answered' },
  'state.draft': { vi: 'Bản thảo', en: 'Draft' },
  'state.submitted': { vi: 'Chờ phê duyệt', en: 'Waits for approval' },
  'state.approved': { vi: 'Đã phê duyệt', en: 'Approved' },
  'answer.issued': { vi: '{{operator}}: chưa trả lời', en: '{{operator}}: no answer yet' },
  'answer.done': { vi: '{{operator}}: còi đã kêu {{sounded}} giây', en: '{{operator}}: sounded for {{sounded}} s' },
  'answer.uncertain': { vi: '{{operator}}: không rõ còi đã kêu chưa', en: '{{operator}}: it may have sounded' },
  'answer.refused': { vi: '{{operator}}: từ chối', en: '{{operator}}: refused' },
  'answer.expired': { vi: '{{operator}}: quá hạn', en: '{{operator}}: expired' },
} as const satisfies Words
