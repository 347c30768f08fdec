/** How one step looks. Each is a file of its own beside this one. */
import type { Kysely } from 'kysely'

export type DatabaseKind = 'sqlite' | 'postgres'

export interface Migration {
  /** As it is kept in the database: never changes once released. */
  readonly name: string
  up(db: Kysely<never>, kind: DatabaseKind): Promise<void>
}
