/** What subscriptions write into the trail, in words. */
import type { Words } from '../../web/words/both.ts'

export const trailWords = {
  'trail.kind.subscriptions': { vi: 'Người đăng ký nhận tin', en: 'Subscribers' },
  'trail.subscriptions.queue': {
    vi: 'đưa bản tin vào hàng đợi gửi người đăng ký',
    en: 'queued a bulletin for subscribers',
  },
  'trail.subscriptions.pause': {
    vi: 'tự dừng hàng đợi vì quá nhiều thư không đến được',
    en: 'stopped a queue automatically: too many failures',
  },
  'trail.subscriptions.resume': { vi: 'tiếp tục hàng đợi', en: 'resumed a queue' },
  'trail.subscriptions.resend': { vi: 'gửi lại thư chưa rõ đã đến hay chưa', en: 'resent letters of unknown outcome' },
} as const satisfies Words
