/** What operators and their nodes write into the trail, in words. */
import type { Words } from '../../web/words/both.ts'

export const trailWords = {
  'trail.kind.operator': { vi: 'Nhà mạng', en: 'Operators' },
  'trail.kind.authority': { vi: 'Máy chủ', en: 'The server' },

  'trail.operator.create': { vi: 'thêm nhà mạng', en: 'added an operator' },
  'trail.operator.code': { vi: 'tạo mã đăng ký nút', en: 'made an enrolment code' },
  'trail.operator.enrol': { vi: 'đăng ký nút', en: 'enrolled a node' },
  'trail.operator.rotate': { vi: 'đổi khóa của nút', en: "changed a node's key" },
  'trail.operator.alone': {
    vi: 'một máy của nhà mạng chạy một mình, không có nhật ký nhân bản',
    en: 'a machine of the operator goes on alone, without the log',
  },
  'trail.operator.revoke': { vi: 'thu hồi khóa của nút', en: "revoked a node's key" },
  'trail.operator.serial': { vi: 'nút báo số lệnh cao hơn ở đây biết', en: 'a node knows a higher serial than we do' },
  'trail.authority.restore': { vi: 'khởi động từ bản sao lưu đã khôi phục', en: 'started from a restored backup' },
} as const satisfies Words
