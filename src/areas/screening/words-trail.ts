/** What health checks write into the trail, in words. */
import type { Words } from '../../web/words/both.ts'

export const trailWords = {
  'trail.kind.screening': { vi: 'Kiểm tra thân nhiệt', en: 'Health checks' },
  'trail.screening.settings': { vi: 'sửa cài đặt kiểm tra thân nhiệt', en: 'changed health check settings' },
  'trail.screening.door': { vi: 'thêm cửa kiểm tra', en: 'added a door' },
  'trail.screening.kiosk': { vi: 'thêm máy ở cửa', en: 'added a kiosk' },
  'trail.screening.code': { vi: 'cấp mã mới cho máy ở cửa', en: 'gave a kiosk a new code' },
  'trail.screening.enrol': { vi: 'máy ở cửa đăng ký', en: 'a kiosk enrolled' },
  'trail.screening.revoke': { vi: 'thu hồi máy ở cửa', en: 'revoked a kiosk' },
  'trail.screening.close': { vi: 'ghi kết quả xử lý cảnh báo thân nhiệt', en: 'recorded the action taken on an alert' },
  'trail.screening.export': { vi: 'xuất dữ liệu thân nhiệt', en: 'exported health checks' },
  'trail.screening.forget': {
    vi: 'xóa hẳn dữ liệu thân nhiệt quá hạn lưu',
    en: 'permanently deleted health checks past their retention',
  },
} as const satisfies Words
