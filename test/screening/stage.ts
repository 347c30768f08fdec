/** Health checks on a database, with a clock that moves when it is told to and a trail that is looked at. */
import { randomUUID } from 'node:crypto'
import type { TestContext } from 'node:test'
import type { KioskIdentity, ScreeningChange, Taken } from '../../src/areas/screening/model.ts'
import type { Deeds, Teller } from '../../src/areas/screening/office.ts'
import { openScreening, type Screening } from '../../src/areas/screening/screening.ts'
import { screeningStore } from '../../src/areas/screening/sql.ts'
import type { Database } from '../../src/sql/database.ts'
import { migrate } from '../../src/sql/migrate.ts'
import type { Databases } from '../postgres/databases.ts'

export const MINUTE = 60_000
export const DAY = 24 * 60 * MINUTE
/** Eight in the morning in Hanoi. */
export const MORNING = Date.parse('2026-11-25T01:00:00Z')

export interface Somebody {
  readonly id: string
  readonly name: string
}
export const ADMINISTRATOR: Somebody = { id: 'quan-tri', name: 'Quản trị' }
export const OFFICER: Somebody = { id: 'truc', name: 'Cán bộ trực' }

export interface Stage {
  readonly database: Database
  readonly screening: Screening<Somebody>
  readonly clock: { now: number }
  readonly deeds: Deeds[]
  readonly changes: ScreeningChange[]
  readonly door: string
  readonly kiosk: KioskIdentity
}

export async function openStage(
  t: TestContext,
  databases: Databases,
  given: { readonly tellers?: readonly Teller[]; readonly database?: Database } = {},
): Promise<Stage> {
  const database = given.database ?? (await databases.open(t))
  await migrate(database)
  const clock = { now: MORNING }
  const deeds: Deeds[] = []
  const changes: ScreeningChange[] = []
  const screening = openScreening<Somebody>({
    store: screeningStore(database),
    tellers: given.tellers ?? [],
    now: () => clock.now,
    record: async (_, deed) => void deeds.push(deed),
    tell: change => void changes.push(change),
  })
  const door = (await screening.createDoor(ADMINISTRATOR, { name: 'Cửa chính' })).id
  const { code } = await screening.createKiosk(ADMINISTRATOR, { door, name: 'Máy 1' })
  const { token } = await screening.enrolKiosk(code)
  const kiosk = await screening.authenticateKiosk(token)
  return { database, screening, clock, deeds, changes, door, kiosk }
}

export interface Given {
  readonly id?: string
  readonly celsius?: string | number
  readonly badge?: string | null
  readonly follows?: string | null
  /** Before now. */
  readonly agoMs?: number
}

/** From the kiosk, whose clock is right. */
export async function enter(stage: Stage, ...given: readonly Given[]): Promise<Taken['outcomes']> {
  const { clock, screening, kiosk } = stage
  const { outcomes } = await screening.takeFromKiosk(kiosk, {
    sentAt: new Date(clock.now).toISOString(),
    waiting: 0,
    entries: given.map(({ id, celsius = '36,5', badge = null, follows = null, agoMs = 0 }) => ({
      id: id ?? randomUUID(),
      at: new Date(clock.now - agoMs).toISOString(),
      celsius,
      badge,
      follows,
    })),
  })
  return outcomes
}

export async function entries({ database }: Stage) {
  return await database.kysely
    .selectFrom('screening_entry')
    .selectAll()
    .orderBy('at')
    .orderBy('id')
    .execute()
}
