/** What the set-up writes into the trail, in words. */
import type { Words } from '../../web/words/both.ts'

export const trailWords = {
  'trail.kind.set-up': { vi: 'Thiết lập ban đầu', en: 'Set-up' },
  'trail.set-up.aside': { vi: 'gác lại một mục thiết lập', en: 'put a line of the set-up aside' },
  'trail.set-up.back': { vi: 'làm lại một mục thiết lập đã gác', en: 'took up a line of the set-up again' },
} as const satisfies Words
