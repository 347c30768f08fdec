/** Words of the product that every area needs: roles, states, units. */
import type { Words } from './both.ts'

export const terms = {
  'role.editor': { vi: 'Người soạn', en: 'Editor' },
  'role.approver': { vi: 'Người duyệt', en: 'Approver' },
  'role.engineer': { vi: 'Kỹ sư nhà mạng', en: "Operator's engineer" },
  'role.auditor': { vi: 'Kiểm toán', en: 'Auditor' },
  'role.administrator': { vi: 'Quản trị viên', en: 'Administrator' },
  'role.duty': { vi: 'Cán bộ trực', en: 'Duty officer' },

  'round.draft': { vi: 'Dự thảo', en: 'Draft' },
  'round.submitted': { vi: 'Chờ duyệt', en: 'Submitted' },
  'round.returned': { vi: 'Trả lại', en: 'Sent back' },
  'round.approved': { vi: 'Đã duyệt', en: 'Approved' },
  'round.scheduled': { vi: 'Đã lên lịch', en: 'Scheduled' },
  'round.running': { vi: 'Đang gửi', en: 'Sending' },
  'round.paused': { vi: 'Tạm dừng', en: 'Paused' },
  'round.finished': { vi: 'Hoàn thành', en: 'Finished' },
  'round.stopped': { vi: 'Đã dừng', en: 'Stopped' },

  'unit.subscribers': { vi: 'thuê bao', en: 'subscribers' },
  'unit.segments': { vi: 'bản tin quy đổi', en: 'ordinary SMS' },
  'unit.segmentsPerSecond': { vi: 'bản tin/giây', en: 'SMS per second' },
  'unit.rounds': { vi: 'đợt', en: 'rounds' },
} as const satisfies Words
