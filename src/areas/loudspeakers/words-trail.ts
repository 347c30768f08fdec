/** What loudspeakers write into the trail, in words. */
import type { Words } from '../../web/words/both.ts'

export const trailWords = {
  'trail.kind.loudspeakers': { vi: 'Loa truyền thanh', en: 'Loudspeakers' },
  'trail.kind.commune': { vi: 'Xã, phường', en: 'Communes' },
  'trail.kind.cluster': { vi: 'Cụm loa', en: 'Loudspeaker clusters' },
  'trail.loudspeakers.commune': { vi: 'lưu xã, phường có đài truyền thanh', en: 'saved a commune with loudspeakers' },
  'trail.loudspeakers.cluster': { vi: 'thêm cụm loa', en: 'added a loudspeaker cluster' },
  'trail.loudspeakers.code': { vi: 'cấp mã đăng ký cho cụm loa', en: 'issued an enrolment code for a cluster' },
  'trail.loudspeakers.enrol': { vi: 'đăng ký thiết bị của cụm loa', en: 'enrolled a device' },
  'trail.loudspeakers.revoke': { vi: 'thu hồi khóa thiết bị của cụm loa', en: 'revoked a device key' },
  'trail.loudspeakers.switch': { vi: 'bật hoặc tắt loa tại chỗ', en: 'switched loudspeakers on or off locally' },
  'trail.loudspeakers.hear': {
    vi: 'ghi nhận loa đã nghe được qua bản ghi âm',
    en: 'proved by a recording that loudspeakers were heard',
  },
  'trail.loudspeakers.ahead': {
    vi: 'báo lịch lệnh mới hơn cơ sở dữ liệu này',
    en: 'reported an agenda newer than this database',
  },
} as const satisfies Words
