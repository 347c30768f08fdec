/** The reports of months as an area: what people enter, the report, its editions, its documents. */

import type { Area } from '../../authority/area.ts'
import type { OpenArea } from '../../http/area.ts'
import type { AreaTables } from '../../sql/store.ts'
import { monthsContract } from './contract.ts'
import { monthsHands } from './in-hands.ts'
import type { OtherCounts } from './records.ts'
import { monthsRoutes } from './routes.ts'
import { monthsTables } from './sql.ts'
import type { MonthUseCases } from './use-cases.ts'
import { overviewWords } from './words-overview.ts'
import { trailWords } from './words-trail.ts'

export const months: Area<AreaTables> = {
  name: 'months',
  contract: monthsContract,
  shapes: {},
  tables: monthsTables,
  trail: trailWords,
  hands: monthsHands,
}

export function openMonthsArea(needs: {
  readonly months: MonthUseCases
  readonly othersOf: (month: string) => Promise<OtherCounts>
}): OpenArea {
  return {
    routes: monthsRoutes(needs),
    overview: { kinds: { month: { what: overviewWords.month, names: async ids => namesOf(ids) } } },
    hears: { month: (change, feed) => feed.toMinistry(change, `month ${change.month}`) },
  }
}

/** `02/2020` for `2020-02`. */
function namesOf(months: readonly string[]): ReadonlyMap<string, string> {
  return new Map(months.map(month => [month, month.split('-').toReversed().join('/')]))
}
