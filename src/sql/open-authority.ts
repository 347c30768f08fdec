/** The authority on a database: brings its tables up to date and joins store, key and clock. */
import { createAuthority } from '../authority/authority.ts'
import type { UseCases } from '../authority/use-cases.ts'
import { type PrivateJwk, signerOf } from '../directive/signing.ts'
import type { Database } from './database.ts'
import { migrate } from './migrate.ts'
import { SqlStore } from './store.ts'

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
