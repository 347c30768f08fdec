/** The clock of a PostgreSQL server: the only one that all processes have in common. */
import { sql } from 'kysely'

/** Milliseconds since 1970, of the statement and not of the transaction. */
export const NOW_MS = sql<number>`(extract(epoch from clock_timestamp()) * 1000)::bigint`

/** A process that was not heard for so long is taken for dead: what it holds others may take. */
export const LIFE_MS = 5000
