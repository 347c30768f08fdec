/** Words of the product that every area needs: roles, states, outcomes, flags, reasons. */
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

  'outcome.unsent': { vi: 'chưa gửi', en: 'unsent' },
  'outcome.sending': { vi: 'đang gửi', en: 'sending' },
  'outcome.accepted': { vi: 'tổng đài đã nhận', en: 'accepted' },
  'outcome.delivered': { vi: 'đã tới máy', en: 'delivered' },
  'outcome.failed': { vi: 'không gửi được', en: 'failed' },
  'outcome.expired': { vi: 'quá hạn', en: 'expired' },
  'outcome.uncertain': { vi: 'chưa rõ kết quả', en: 'uncertain' },

  'purpose.live': { vi: 'Gửi thật', en: 'Live' },
  'purpose.exercise': { vi: 'Diễn tập', en: 'Exercise' },

  'flag.segments-short': {
    vi: 'Số bản tin tổng đài nhận ít hơn số phải gửi',
    en: 'Fewer segments accepted than the round calls for',
  },
  'flag.segments-over': {
    vi: 'Số bản tin tổng đài nhận nhiều hơn số phải gửi',
    en: 'More segments accepted than the round calls for',
  },
  'flag.outcomes-do-not-sum': {
    vi: 'Tổng các kết quả không bằng tập thuê bao nhận tin',
    en: 'Outcomes do not sum to the audience',
  },
  'flag.progress-differs': {
    vi: 'Báo cáo kết quả khác số liệu tiến độ cuối cùng',
    en: 'The return differs from the last progress',
  },
  'flag.audience-differs': {
    vi: 'Tập thuê bao nhận tin khác lúc nhận lệnh',
    en: 'The audience differs from the one acknowledged',
  },
  'flag.audience-over-declared': {
    vi: 'Tập thuê bao nhận tin lớn hơn số đã khai báo',
    en: 'The audience is larger than the operator declared',
  },
  'flag.legs-do-not-sum': {
    vi: 'Số liệu từng nội dung không cộng thành tổng',
    en: 'The messages do not sum to the total',
  },
  'flag.unknown-directive': {
    vi: 'Báo cáo cho một lệnh mà ở đây không có',
    en: 'A return for a directive that is not known here',
  },
  'flag.clock-skew': {
    vi: 'Đồng hồ của nhà mạng lệch',
    en: "The operator's clock is off",
  },
  'flag.never-returned': {
    vi: 'Quá hạn mà chưa có báo cáo kết quả',
    en: 'No return came in time',
  },

  'flag.node-replaced': {
    vi: 'nút này thay cho một nút đã bị thu hồi',
    en: 'this node has taken the place of one that was revoked',
  },
  'flag.roster-unknown': {
    vi: 'nút giữ danh sách người ký khác với của cơ quan',
    en: 'the node holds a roster that is not the authority’s',
  },
  'flag.list-unknown': {
    vi: 'Nhà mạng giữ một bản danh mục miễn cước mà ở đây không có',
    en: 'The operator holds a list of what is free that is not known here',
  },

  'refusal.expired': { vi: 'lệnh đã hết hạn', en: 'the directive had expired' },
  'refusal.replayed': { vi: 'lệnh đã dùng rồi', en: 'the directive was used before' },
  'refusal.digest-differs': {
    vi: 'mã kiểm của nội dung không khớp',
    en: "the text's digest differs",
  },
  'refusal.no-exercise-lane': {
    vi: 'nhà mạng chưa có kênh diễn tập',
    en: 'the operator has no exercise lane',
  },
  'refusal.no-audience': { vi: 'không có thuê bao nào phù hợp', en: 'no subscriber matches' },
  'refusal.unknown-province': {
    vi: 'không có danh sách của tỉnh này',
    en: 'no list of that province',
  },
  'refusal.unknown-list': { vi: 'không có danh sách loại trừ này', en: 'no such exclusion list' },
  'refusal.needs-two-people': {
    vi: 'thiếu chữ ký của hai người mà nhà mạng tin',
    en: 'lacks the signatures of two people whom the operator believes',
  },
  'refusal.bad-source': {
    vi: 'tên người gửi không dùng được',
    en: 'the sender name cannot be used',
  },
  'refusal.malformed': { vi: 'lệnh không đọc được', en: 'the directive cannot be read' },

  'unit.subscribers': { vi: 'thuê bao', en: 'subscribers' },
  'unit.segments': { vi: 'bản tin quy đổi', en: 'ordinary SMS' },
  'unit.segmentsPerSecond': { vi: 'bản tin/giây', en: 'SMS per second' },
  'unit.rounds': { vi: 'đợt', en: 'rounds' },
  'unit.turns': { vi: 'lượt gửi', en: 'sends' },
} as const satisfies Words
