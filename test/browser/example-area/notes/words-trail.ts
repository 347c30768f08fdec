/** What notes write into the trail, in words. */
import type { Words } from '../../web/words/both.ts'

export const trailWords = {
  'trail.kind.note': { vi: 'Ghi chú', en: 'Notes' },
  'trail.note.leave': { vi: 'để lại ghi chú', en: 'left a note' },
} as const satisfies Words
