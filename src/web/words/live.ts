/** The words of live/. */
import type { Words } from './both.ts'

export const live = {
  title: { vi: 'Đợt đang chạy', en: 'Live round' },
} as const satisfies Words
