/** The words of notes/. */
import type { Words } from '../../web/words/both.ts'

export const notes = {
  title: { vi: 'Ghi chú', en: 'Notes' },
  none: { vi: 'Chưa có ghi chú nào', en: 'No notes yet' },
  text: { vi: 'Nội dung', en: 'Text' },
  left: { vi: 'Để lại', en: 'Left' },
} as const satisfies Words
