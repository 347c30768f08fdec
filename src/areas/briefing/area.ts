/**
 * The briefing as an area: the office, where briefings are prepared and their minutes kept, and how sites prove who they are.
 */
import type { Area } from '../../authority/area.ts'
import type { Mailer } from '../../authority/mailer.ts'
import type { House } from '../../authority/unit-of-work.ts'
import type { OpenArea } from '../../http/area.ts'
import type { AreaTables } from '../../sql/store.ts'
import { officeContract } from './contract.ts'
import { emptyHall } from './empty-hall.ts'
import { BRIEFING_FAILURES } from './failures.ts'
import type { InstructionViews } from './office.ts'
import { officeRoutes } from './routes.ts'
import { atSite } from './site-device.ts'
import { briefingTables } from './sql.ts'
import { BRIEFING_ACTIONS } from './trail-actions.ts'
import { type OfficeUseCases, officeUseCases } from './use-cases.ts'

export const briefing: Area<AreaTables> = {
  name: 'briefing',
  contract: officeContract,
  shapes: {},
  tables: briefingTables,
  failures: BRIEFING_FAILURES,
  actions: BRIEFING_ACTIONS,
}

export interface OpenBriefing extends OpenArea {
  readonly office: OfficeUseCases
}

export function openBriefingArea(needs: {
  readonly house: House
  readonly mailer: Mailer | null
  /** Where people and sites open the console and the room. */
  readonly origin: string
  /** The data directory, for recordings. */
  readonly directory: string
}): OpenBriefing {
  const { house, mailer, origin, directory } = needs
  const hall = emptyHall({ house })
  const office = officeUseCases({ house, hall, mailer, origin, instructions: NO_INSTRUCTIONS })
  return {
    office,
    routes: officeRoutes({ office, store: house.store, directory }),
    devices: { site: atSite(office) },
    hears: {
      briefing: (change, feed) => feed.toMinistry(change, `briefing ${change.briefing ?? 'sites'}`),
    },
  }
}

const NO_INSTRUCTIONS: InstructionViews = {
  of: async () => [],
  earlier: async () => [],
  to: async () => [],
}
