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
    en: 'stopped a queue by itself, since too much failed',
  },
  'trail.subscriptions.resume': { vi: 'cho hàng đợi chạy tiếp', en: 'let a queue go on' },
  'trail.subscriptions.resend': {
    vi: 'gửi lại thư chưa rõ đã đến hay chưa',
    en: 'sent letters again of which nobody knew whether they went out',
  },
} as const satisfies Words
