/** What the report of a month is called on the page where one lands. */
import type { Words } from '../../web/words/both.ts'

export const overviewWords = { month: { vi: 'Báo cáo tháng', en: 'Report of a month' } } as const satisfies Words
