/** What rounds and their nodes write into the trail, in words. */
import type { Words } from '../../web/words/both.ts'

export const trailWords = {
  'trail.kind.round': { vi: 'Đợt nhắn tin', en: 'Rounds' },
  'trail.kind.campaign': { vi: 'Chiến dịch', en: 'Campaigns' },
  'trail.kind.directive': { vi: 'Lệnh triển khai', en: 'Directives' },
  'trail.kind.operator': { vi: 'Nhà mạng', en: 'Operators' },
  'trail.kind.authority': { vi: 'Máy chủ', en: 'The server' },

  'trail.round.create': { vi: 'tạo đợt nhắn tin', en: 'made a round' },
  'trail.round.save': { vi: 'lưu nội dung đợt', en: 'saved a round' },
  'trail.round.submit': { vi: 'trình duyệt đợt', en: 'submitted a round' },
  'trail.round.withdraw': { vi: 'rút lại đợt đã trình', en: 'withdrew a round' },
  'trail.round.approve': { vi: 'phê duyệt đợt', en: 'approved a round' },
  'trail.round.return': { vi: 'trả lại đợt', en: 'sent a round back' },
  'trail.round.exercise': { vi: 'cho diễn tập đợt', en: 'started an exercise' },
  'trail.round.schedule': { vi: 'lên lịch gửi đợt', en: 'scheduled a round' },
  'trail.round.running': { vi: 'đợt bắt đầu gửi', en: 'a round began sending' },
  'trail.round.pause': { vi: 'tạm dừng đợt', en: 'paused a round' },
  'trail.round.paused': { vi: 'đợt đã tạm dừng', en: 'a round is paused' },
  'trail.round.resume': { vi: 'cho đợt tiếp tục', en: 'resumed a round' },
  'trail.round.stop': { vi: 'dừng đợt', en: 'stopped a round' },
  'trail.round.stopped': { vi: 'đợt đã dừng', en: 'a round is stopped' },
  'trail.round.finished': { vi: 'đợt hoàn thành', en: 'a round is finished' },
  'trail.round.hold': {
    vi: 'giữ đợt lại sau khi khôi phục từ bản sao lưu',
    en: 'held a round after a restore',
  },
  'trail.round.take-back': {
    vi: 'thu hồi đợt theo nội dung gốc',
    en: 'took a round back with what it was made of',
  },
  'trail.round.archive': { vi: 'chuyển đợt vào lưu trữ', en: 'archived a round' },
  'trail.round.unarchive': { vi: 'đưa đợt ra khỏi lưu trữ', en: 'brought a round back' },
  'trail.round.delete': { vi: 'xóa dự thảo đợt chưa trình', en: 'deleted a draft of a round' },
  'trail.campaign.archive': { vi: 'chuyển chiến dịch vào lưu trữ', en: 'archived a campaign' },
  'trail.campaign.unarchive': {
    vi: 'đưa chiến dịch ra khỏi lưu trữ',
    en: 'brought a campaign back',
  },
  'trail.campaign.create': { vi: 'tạo chiến dịch', en: 'made a campaign' },
  'trail.campaign.update': { vi: 'sửa chiến dịch', en: 'changed a campaign' },
  'trail.directive.acknowledge': { vi: 'nhận lệnh triển khai', en: 'acknowledged a directive' },
  'trail.directive.refuse': { vi: 'từ chối lệnh triển khai', en: 'refused a directive' },
  'trail.directive.return': { vi: 'gửi báo cáo kết quả', en: 'returned a directive' },
  'trail.directive.stray': {
    vi: 'gửi báo cáo cho lệnh không có ở đây',
    en: 'returned a directive that is not known here',
  },
  'trail.operator.create': { vi: 'thêm nhà mạng', en: 'added an operator' },
  'trail.operator.code': { vi: 'tạo mã đăng ký nút', en: 'made an enrolment code' },
  'trail.operator.enrol': { vi: 'đăng ký nút', en: 'enrolled a node' },
  'trail.operator.rotate': { vi: 'đổi khóa của nút', en: "changed a node's key" },
  'trail.operator.alone': {
    vi: 'một máy của nhà mạng chạy một mình, không có nhật ký nhân bản',
    en: 'a machine of the operator goes on alone, without the log',
  },
  'trail.operator.revoke': { vi: 'thu hồi khóa của nút', en: "revoked a node's key" },
  'trail.operator.serial': {
    vi: 'nút báo số lệnh cao hơn ở đây biết',
    en: 'a node knows a higher serial than we do',
  },
  'trail.authority.restore': {
    vi: 'khởi động từ bản sao lưu đã khôi phục',
    en: 'started from a restored backup',
  },
} as const satisfies Words
