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

  'directive.issued': { vi: 'Đã ban hành', en: 'Issued' },
  'directive.refused': { vi: 'Bị từ chối', en: 'Refused' },
  'directive.acknowledged': { vi: 'Nhà mạng đã nhận', en: 'Acknowledged' },
  'directive.returned': { vi: 'Đã báo cáo', en: 'Returned' },
  'directive.waiting-to-start': { vi: 'Chờ bắt đầu', en: 'Waiting to start' },
  'directive.running': { vi: 'Đang gửi', en: 'Sending' },
  'directive.paused': { vi: 'Tạm dừng', en: 'Paused' },
  'directive.waiting-for-receipts': { vi: 'Chờ báo nhận', en: 'Waiting for receipts' },
  'directive.interrupted': { vi: 'Gián đoạn', en: 'Interrupted' },
  'directive.finished': { vi: 'Hoàn thành', en: 'Finished' },
  'directive.stopped': { vi: 'Đã dừng', en: 'Stopped' },
  'directive.window-over': { vi: 'Hết giờ gửi', en: 'Window over' },
  'directive.failed': { vi: 'Thất bại', en: 'Failed' },

  'purpose.live': { vi: 'Gửi thật', en: 'Live' },
  'purpose.exercise': { vi: 'Diễn tập', en: 'Exercise' },

  'unit.subscribers': { vi: 'thuê bao', en: 'subscribers' },
  'unit.segments': { vi: 'bản tin quy đổi', en: 'ordinary SMS' },
  'unit.segmentsPerSecond': { vi: 'bản tin/giây', en: 'SMS per second' },
  'unit.rounds': { vi: 'đợt', en: 'rounds' },
  'unit.turns': { vi: 'lượt gửi', en: 'sends' },
} as const satisfies Words
