/** The reports of months as an area: what people enter, the report, its editions, its documents. */

import type { Area } from '../../authority/area.ts'
import { type AreaHands, type OpenThing, openIn } from '../../authority/hands.ts'
import type { OpenArea } from '../../http/area.ts'
import type { AreaTables } from '../../sql/store.ts'
import { monthsContract } from './contract.ts'
import { factsOf } from './editions.ts'
import type { OtherCounts } from './records.ts'
import { monthsRoutes } from './routes.ts'
import { monthsTables } from './sql.ts'
import { reportApproval } from './states.ts'
import { monthRows } from './store.ts'
import type { MonthUseCases } from './use-cases.ts'
import { overviewWords } from './words-overview.ts'
import { trailWords } from './words-trail.ts'

/* In whose hands the report of a month is, state by state, and those that are open. */

/** Two years: of what is older nobody signs any more. */
const MONTHS_MAX = 24

const monthsHands: AreaHands = {
  month: {
    states: reportApproval.hands,
    open: async store => {
      const open: OpenThing[] = []
      for (const { month } of await monthRows(store).months(MONTHS_MAX)) {
        const { state } = factsOf((await monthRows(store).editions(month)).at(-1))
        const subject = { kind: 'month', id: month }
        open.push(...openIn(reportApproval.handsIn(state), { subject, page: `/reports/${month}/decide` }))
      }
      return open
    },
  },
}

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
