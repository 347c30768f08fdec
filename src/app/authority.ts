/**
 * The authority on a database, without a server: its tables brought up to date, the unit of work of all areas,
 * and the use cases of those that go out to operators.
 */

import { freeUseCases } from '../areas/free/free.ts'
import { monthUseCases } from '../areas/months/use-cases.ts'
import { openOperators } from '../areas/operators/open.ts'
import { roundsAtNodes } from '../areas/rounds/at-nodes.ts'
import { openRounds } from '../areas/rounds/open.ts'
import { briefBy, retelling } from '../authority/elsewhere.ts'
import type { Presence } from '../authority/presence.ts'
import type { Shift } from '../authority/shift.ts'
import type { PresenceKind } from '../authority/store.ts'
import { type Change, openUnitOfWork } from '../authority/unit-of-work.ts'
import { Failure } from '../base/failure.ts'
import { type PrivateJwk, signerOf } from '../directive/signing.ts'
import type { Database } from '../sql/database.ts'
import { migrate } from '../sql/migrate.ts'
import { AREAS, type Authority, BRIEFS, MIGRATIONS, openStore, wholesOf } from './areas.ts'
import { heldFree } from './plan-things/held-free.ts'

const LISTENERS_MAX = 10_000

/** Whoever opened the database closes it. */
export async function openAuthority(parts: {
  readonly database: Database
  readonly signingKey: PrivateJwk
  /** Milliseconds since 1970. */
  readonly clock?: { now(): number }
  /** Somebody who was told of a change failed: the change is done and the others are told all the same. */
  readonly onError?: (error: unknown) => void
  /** Where other processes serve the same database. */
  readonly together?: { readonly presence: (of: PresenceKind) => Presence; readonly shift: Shift }
}): Promise<Authority> {
  const { database, signingKey, clock = Date, onError = uncaught, together } = parts
  await migrate(database, MIGRATIONS)
  const listeners = new Set<(change: Change) => void>()
  const tell = (change: Change) => {
    for (const listener of listeners)
      try {
        listener(change)
      } catch (error) {
        onError(error)
      }
  }
  const work = openUnitOfWork({
    store: openStore(database),
    signer: await signerOf(signingKey),
    now: () => clock.now(),
    tell,
    brief: briefBy(BRIEFS),
    ...together,
    // A database that is away is no bug: whoever missed something hears of it when they are heard again.
    onError: error => {
      if (!(error instanceof Failure)) onError(error)
    },
  })
  const operators = await openOperators(work, {
    rounds: roundsAtNodes,
    others: AREAS.flatMap(({ atNodes }) => atNodes ?? []),
  })
  const { retold, ...rounds } = openRounds(work, operators.operators)
  const wholes = { ...wholesOf(work.store), ...retold }
  return {
    ...operators,
    ...rounds,
    work,
    tellHere: tell,
    hear: retelling({ wholes, tell, onError }),
    free: freeUseCases(work, heldFree),
    months: monthUseCases(work),
    subscribe: listener => {
      if (listeners.size >= LISTENERS_MAX) throw new RangeError('too many listeners')
      // One of its own, so that a function given twice is told twice and ended once each.
      const own = (change: Change) => listener(change)
      listeners.add(own)
      return () => void listeners.delete(own)
    },
  }
}

/** Where nobody is there to hear of it, it ends the process. */
function uncaught(error: unknown): void {
  queueMicrotask(() => {
    throw error
  })
}
