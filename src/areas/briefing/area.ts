/**
 * The briefing as an area: the office, where briefings are prepared and their minutes kept, instructions to sites, and how sites
 * prove who they are. Reminders are looked for every hour, and at the start.
 */
import type { Area } from '../../authority/area.ts'
import type { Mailer } from '../../authority/mailer.ts'
import type { House } from '../../authority/unit-of-work.ts'
import type { OpenArea } from '../../http/area.ts'
import type { AreaTables } from '../../sql/store.ts'
import { officeContract } from './contract.ts'
import { emptyHall } from './empty-hall.ts'
import { BRIEFING_FAILURES } from './failures.ts'
import { instructionContract } from './instruction-contract.ts'
import { INSTRUCTION_FAILURES } from './instruction-failures.ts'
import { InstructionLetters } from './instruction-letters.ts'
import { type InstructionNeeds, instructionRoutes } from './instruction-routes.ts'
import { INSTRUCTION_ACTIONS } from './instruction-trail.ts'
import { instructionViews } from './instruction-view.ts'
import { instructionUseCases } from './instructions.ts'
import { officeRoutes } from './routes.ts'
import { atSite } from './site-device.ts'
import { briefingTables } from './sql.ts'
import { BRIEFING_ACTIONS } from './trail-actions.ts'
import { type OfficeUseCases, officeUseCases } from './use-cases.ts'

export const briefing: Area<AreaTables> = {
  name: 'briefing',
  contract: { ...officeContract, ...instructionContract },
  shapes: {},
  tables: briefingTables,
  failures: { ...BRIEFING_FAILURES, ...INSTRUCTION_FAILURES },
  actions: [...BRIEFING_ACTIONS, ...INSTRUCTION_ACTIONS],
}

const REMIND_EVERY_MS = 3_600_000

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
  /** With what documents of the authority are headed. */
  readonly heading: InstructionNeeds['heading']
}): OpenBriefing {
  const { house, mailer, origin, directory, heading } = needs
  const hall = emptyHall({ house })
  const office = officeUseCases({ house, hall, mailer, origin, instructions: instructionViews })
  const letters = mailer === null ? null : new InstructionLetters({ house, mailer })
  return {
    office,
    routes: [
      ...officeRoutes({ office, store: house.store, directory }),
      ...instructionRoutes({
        instructions: instructionUseCases(house, letters),
        nowMs: house.now,
        briefing: office.briefing,
        heading,
      }),
    ],
    devices: { site: atSite(office) },
    hears: {
      briefing: (change, feed) => feed.toMinistry(change, `briefing ${change.briefing ?? 'sites'}`),
      instruction: (change, feed) => feed.toMinistry(change, `instruction ${change.instruction}`),
    },
    jobs:
      letters === null
        ? []
        : [{ everyMs: REMIND_EVERY_MS, act: async () => await letters.remind(), atStart: true }],
  }
}
