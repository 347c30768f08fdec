/** What notices write into the trail, in words. */
import type { Words } from '../../web/words/both.ts'

export const trailWords = {
  'trail.kind.notices': { vi: 'Thông báo công việc', en: 'Notices to people here' },
  'trail.notices.choose': { vi: 'đổi lựa chọn nhận thông báo', en: 'changed their notices' },
  'trail.notices.address-ask': {
    vi: 'đề nghị nhận thông báo ở một địa chỉ thư khác',
    en: 'asked for notices at another mail address',
  },
  'trail.notices.address-on': {
    vi: 'xác nhận địa chỉ thư nhận thông báo',
    en: 'confirmed the mail address for notices',
  },
  'trail.notices.address-off': {
    vi: 'nhận thông báo ở địa chỉ của tài khoản',
    en: 'set notices back to the account’s own address',
  },
  'trail.notices.browser-on': { vi: 'bật thông báo trên một trình duyệt', en: 'turned notices on in a browser' },
  'trail.notices.browser-off': { vi: 'tắt thông báo trên một trình duyệt', en: 'turned notices off in a browser' },
  'trail.notices.mail-end': {
    vi: 'ngừng gửi thư thông báo vì thư bị trả về',
    en: 'stopped mailing notices, since mail was returned',
  },
  'trail.notices.mail-again': { vi: 'cho gửi thư thông báo trở lại', en: 'resumed mailing notices' },
  'trail.notices.pause': {
    vi: 'tự dừng gửi thông báo một giờ vì quá nhiều thư không đến được',
    en: 'paused notices for an hour, since too much failed',
  },
} as const satisfies Words
