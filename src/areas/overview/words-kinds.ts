/** What waits and no area has a word for. */
import type { Words } from '../../web/words/both.ts'

export const overviewWords = { thing: { vi: 'Việc cần quyết định', en: 'Decision needed' } } as const satisfies Words
