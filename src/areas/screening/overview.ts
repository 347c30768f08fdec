/** What health checks say for the page where one lands: open alerts, to whoever is on duty and to nobody else. */
import { instantOf, item, NONE, type OverviewPart, some } from '../../authority/overview.ts'
import type { Reading } from '../../authority/store.ts'
import { screeningRows } from './store.ts'
import { overviewWords as words } from './words-overview.ts'

const OPEN_MAX = 200

export function screeningOverview(store: Reading): OverviewPart {
  return {
    waits: async ({ actor }) => {
      if (actor.role !== 'duty') return NONE
      const open = await screeningRows(store).openAlerts(OPEN_MAX)
      return some(
        open.map(({ kind, doorName, atMs }) =>
          item({
            what: words.alert,
            name: doorName,
            says: words[kind],
            page: '/screening',
            from: instantOf(atMs),
            isUrgent: true,
          }),
        ),
      )
    },
  }
}
