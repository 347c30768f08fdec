/** In whose hands the report of a month is, state by state, and those that are open. */
import { type AreaHands, type OpenThing, openIn } from '../../authority/hands.ts'
import { factsOf } from './editions.ts'
import { reportApproval } from './states.ts'
import { monthRows } from './store.ts'

/** Two years: of what is older nobody signs any more. */
const MONTHS_MAX = 24

export const monthsHands: AreaHands = {
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
