/** The authority on a database: brings its tables up to date and joins store, key and clock. */

import type { UseCases } from '../areas/rounds/use-cases.ts'
import { type PrivateJwk, signerOf } from '../directive/signing.ts'
import type { Database } from '../sql/database.ts'
import { migrate } from '../sql/migrate.ts'
import { SqlStore } from '../sql/store.ts'
import { createAuthority } from './authority.ts'

/** Whoever opened the database closes it. */
export async function openAuthority(parts: {
  readonly database: Database
  readonly signingKey: PrivateJwk
  /** Milliseconds since 1970. */
  readonly clock?: { now(): number }
}): Promise<UseCases> {
  const { database, signingKey, clock = Date } = parts
  await migrate(database)
  return await createAuthority({
    store: new SqlStore(database),
    signer: await signerOf(signingKey),
    now: () => clock.now(),
  })
}
