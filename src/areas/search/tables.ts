/**
 * Tables of the search as TypeScript sees them. Instants are milliseconds since 1970.
 *
 * The words of a document are in a full-text table of SQLite (`search_word`, whose rowid is the place), in a column of PostgreSQL
 * (`words`); sql-matching.ts says how they are asked. Those of the trail are the trail's (`sql/trail-words.ts`).
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
