/** What siren orders write into the trail, in words. */
import type { Words } from '../../web/words/both.ts'

export const trailWords = {
  'trail.kind.siren': { vi: 'Lệnh kéo còi', en: 'Siren orders' },
  'trail.siren.create': { vi: 'soạn lệnh kéo còi', en: 'drafted a siren order' },
  'trail.siren.save': { vi: 'sửa lệnh kéo còi', en: 'changed a siren order' },
  'trail.siren.submit': { vi: 'trình lệnh kéo còi', en: 'submitted a siren order' },
  'trail.siren.approve': { vi: 'phê duyệt lệnh kéo còi', en: 'approved a siren order' },
  'trail.siren.return': { vi: 'trả lại lệnh kéo còi', en: 'sent back a siren order' },
  'trail.siren.issue': { vi: 'giao lệnh kéo còi cho nhà mạng', en: 'gave a siren order to an operator' },
  'trail.siren.done': { vi: 'báo đã kéo còi', en: 'reported a siren sounded' },
  'trail.siren.uncertain': { vi: 'báo không rõ còi đã kêu chưa', en: 'reported that a siren may have sounded' },
  'trail.siren.refused': { vi: 'từ chối lệnh kéo còi', en: 'refused a siren order' },
} as const satisfies Words
