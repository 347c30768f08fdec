/**
 * Tables of the search as TypeScript sees them. Instants are milliseconds since 1970.
 *
 * The words of a document are in full-text tables of SQLite (`search_word`, `search_trail_word`, whose rowid is the place and the
 * sequence), in columns of PostgreSQL (`words`); sql-matching.ts says how they are asked.
 */
export type SearchTables = {
  /** One row. `place`: of the last document. */
  search_place: { id: number; version: number; sequence: number; place: number }
  /** Things that entries up to there may have changed, and that were not read since. */
  search_pending: { kind: string; thing: string }
  search_document: {
    /** Rises: what was changed last has the greatest. */
    place: number
    kind: string
    thing: string
    id: string
    title: string
    within_title: string | null
    state: string | null
    at: number
    page: string
  }
}
