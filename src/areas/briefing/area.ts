/** The briefing as an area. */
import type { Area } from '../../authority/area.ts'
import type { AreaTables } from '../../sql/store.ts'
import { BRIEFING_FAILURES } from './failures.ts'
import { briefingTables } from './sql.ts'
import { BRIEFING_ACTIONS } from './trail-actions.ts'

export const briefing: Area<AreaTables> = {
  name: 'briefing',
  contract: {},
  shapes: {},
  tables: briefingTables,
  failures: BRIEFING_FAILURES,
  actions: BRIEFING_ACTIONS,
}
