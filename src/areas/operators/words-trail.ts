/** What operators and their nodes write into the trail, in words. */
import type { Words } from '../../web/words/both.ts'

export const trailWords = {
  'trail.kind.operator': { vi: 'Nhà mạng', en: 'Operators' },
  'trail.kind.authority': { vi: 'Máy chủ', en: 'The server' },

  'trail.operator.create': { vi: 'thêm nhà mạng', en: 'added an operator' },
  'trail.operator.code': { vi: 'tạo mã đăng ký nút', en: 'created an enrolment code' },
  'trail.operator.enrol': { vi: 'đăng ký nút', en: 'enrolled a node' },
  'trail.operator.rotate': { vi: 'đổi khóa của nút', en: "changed a node's key" },
  'trail.operator.alone': {
    vi: 'một máy của nhà mạng chạy không có nhật ký nhân bản',
    en: 'a machine of the operator runs without the replicated log',
  },
  'trail.operator.revoke': { vi: 'thu hồi khóa của nút', en: "revoked a node's key" },
  'trail.operator.serial': {
    vi: 'nút báo số lệnh cao hơn số ở đây',
    en: 'a node reported a higher serial than the server’s',
  },
  'trail.authority.restore': { vi: 'khởi động từ bản sao lưu đã khôi phục', en: 'started from a restored backup' },
} as const satisfies Words
