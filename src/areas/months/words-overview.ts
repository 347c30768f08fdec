/** What the report of a month is called on the page where one lands. */
import type { Words } from '../../web/words/both.ts'

export const overviewWords = { month: { vi: 'Báo cáo tháng', en: 'Monthly report' } } as const satisfies Words
