/** The table of notes, as the authority reads and changes it. */
import type { Kysely } from 'kysely'
import type { AreaTables } from '../../sql/store.ts'
import { notes } from './migrations/900-notes.ts'
import type { NoteWriting, StoredNote } from './store.ts'
import type { NoteTables } from './tables.ts'

class SqlNotes implements NoteWriting {
  readonly #db: Kysely<NoteTables>

  constructor(db: Kysely<NoteTables>) {
    this.#db = db
  }

  async notes(): Promise<readonly StoredNote[]> {
    return await this.#db.selectFrom('note').selectAll().orderBy('at', 'desc').execute()
  }

  async insertNote(note: StoredNote): Promise<void> {
    await this.#db.insertInto('note').values(note).execute()
  }
}

export const notesTables: AreaTables = {
  rows: { notes: db => new SqlNotes(db.withTables<NoteTables>()) },
  migrations: [notes],
  restored: [],
}
