/** The words of rounds/. */
import type { Words } from './both.ts'

export const rounds = {
  title: { vi: 'Đợt nhắn tin', en: 'Rounds' },
} as const satisfies Words
