/** What the set-up writes into the trail, in words. */
import type { Words } from '../../web/words/both.ts'

export const trailWords = {
  'trail.kind.set-up': { vi: 'Thiết lập ban đầu', en: 'Set-up' },
  'trail.set-up.aside': { vi: 'tạm hoãn một mục thiết lập', en: 'postponed a set-up step' },
  'trail.set-up.back': { vi: 'tiếp tục một mục thiết lập đã hoãn', en: 'resumed a set-up step' },
} as const satisfies Words
