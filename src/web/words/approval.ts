/** Words of approval by two that are the same in every area. */
import type { Words } from './both.ts'

export const approval = {
  'history.at': { vi: 'Lúc', en: 'When' },
  'history.by': { vi: 'Ai', en: 'Who' },
  'history.what': { vi: 'Việc', en: 'What' },
  'history.why': { vi: 'Lý do', en: 'Why' },
} as const satisfies Words
