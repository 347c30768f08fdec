/** Health checks on a database, with a clock that moves when it is told to and a trail that is looked at. */
import { randomUUID } from 'node:crypto'
import type { TestContext } from 'node:test'
import type { Authority } from '../../src/app/areas.ts'
import { openAuthority } from '../../src/app/authority.ts'
import type { KioskIdentity, Taken } from '../../src/areas/screening/model.ts'
import type { Teller } from '../../src/areas/screening/office.ts'
import { screeningIntake } from '../../src/areas/screening/sql.ts'
import type { ScreeningTables } from '../../src/areas/screening/tables.ts'
import { type Screening, screeningUseCases } from '../../src/areas/screening/use-cases.ts'
import type { Actor } from '../../src/authority/actor.ts'
import type { Deed } from '../../src/authority/trail.ts'
import type { Change, UnitOfWork } from '../../src/authority/unit-of-work.ts'
import { makeKey } from '../../src/directive/signing.ts'
import type { Database } from '../../src/sql/database.ts'
import type { Databases } from '../postgres/databases.ts'

export const MINUTE = 60_000
export const DAY = 24 * 60 * MINUTE
/** Eight in the morning in Hanoi. */
export const MORNING = Date.parse('2026-11-25T01:00:00Z')

export const ADMINISTRATOR: Actor = somebody('administrator', 'quan-tri', 'Quản trị')
export const OFFICER: Actor = somebody('duty', 'truc', 'Cán bộ trực')

function somebody(role: Actor['role'], id: string, name: string): Actor {
  return { kind: 'person', id, name, role, operator: null }
}

/** `clock.now` in milliseconds since 1970. `deeds`: what was written into the trail; `changes`: what subscribers were told. */
export interface ScreeningFixture {
  readonly authority: Authority
  readonly database: Database
  readonly screening: Screening
  readonly clock: { now: number }
  readonly deeds: Deed[]
  readonly changes: Change[]
  readonly door: string
  readonly kiosk: KioskIdentity
}

export async function openStage(
  t: TestContext,
  databases: Databases,
  given: { readonly tellers?: readonly Teller[]; readonly database?: Database } = {},
): Promise<ScreeningFixture> {
  const database = given.database ?? (await databases.open(t))
  const clock = { now: MORNING }
  const deeds: Deed[] = []
  const changes: Change[] = []
  const authority = await openAuthority({ database, signingKey: await makeKey(), clock: { now: () => clock.now } })
  authority.subscribe(change => void changes.push(change))
  const screening = screeningUseCases({
    work: overheard(authority.work, deeds),
    intake: screeningIntake(database),
    tellers: given.tellers ?? [],
  })
  const door = (await screening.createDoor(ADMINISTRATOR, { name: 'Cửa chính' })).id
  const { code } = await screening.createKiosk(ADMINISTRATOR, { door, name: 'Máy 1' })
  const { token } = await screening.enrolKiosk(code)
  const kiosk = await screening.authenticateKiosk(token)
  return { authority, database, screening, clock, deeds, changes, door, kiosk }
}

/** What it writes into the trail is heard here too. */
function overheard(work: UnitOfWork, deeds: Deed[]): UnitOfWork {
  return {
    ...work,
    transaction: async (act, keep) =>
      await work.transaction(
        async tx =>
          await act({
            ...tx,
            record: async (actor, deed) => {
              await tx.record(actor, deed)
              deeds.push(deed)
            },
          }),
        keep,
      ),
  }
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
export async function enter(stage: ScreeningFixture, ...given: readonly Given[]): Promise<Taken['outcomes']> {
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

export async function entries({ database }: ScreeningFixture) {
  return await database.kysely
    .withTables<ScreeningTables>()
    .selectFrom('screening_entry')
    .selectAll()
    .orderBy('at')
    .orderBy('id')
    .execute()
}
