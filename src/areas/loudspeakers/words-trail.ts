/** What loudspeakers write into the trail, in words. */
import type { Words } from '../../web/words/both.ts'

export const trailWords = {
  'trail.kind.loudspeakers': { vi: 'Loa truyền thanh', en: 'Loudspeakers' },
  'trail.kind.commune': { vi: 'Xã, phường', en: 'Communes' },
  'trail.kind.cluster': { vi: 'Cụm loa', en: 'Clusters of loudspeakers' },
  'trail.loudspeakers.commune': { vi: 'lưu xã, phường có đài truyền thanh', en: 'saved a commune with loudspeakers' },
  'trail.loudspeakers.cluster': { vi: 'thêm cụm loa', en: 'added a cluster of loudspeakers' },
  'trail.loudspeakers.code': { vi: 'cấp mã đăng ký cho cụm loa', en: 'issued an enrolment code for a cluster' },
  'trail.loudspeakers.enrol': { vi: 'đăng ký thiết bị của cụm loa', en: 'enrolled a device' },
  'trail.loudspeakers.revoke': { vi: 'thu hồi khóa thiết bị của cụm loa', en: 'revoked the key of a device' },
  'trail.loudspeakers.switch': { vi: 'bật hoặc tắt loa tại chỗ', en: 'switched loudspeakers off or on in the commune' },
  'trail.loudspeakers.hear': {
    vi: 'ghi nhận loa đã nghe được qua bản ghi âm',
    en: 'proved by a recording that loudspeakers were heard',
  },
  'trail.loudspeakers.ahead': {
    vi: 'cho biết lịch lệnh của mình mới hơn cơ sở dữ liệu này',
    en: 'showed that its agenda is newer than this database',
  },
} as const satisfies Words
