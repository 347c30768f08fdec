/**
 * Who is connected to whichever process that serves a database, in rows: those of a process that is no longer heard count no more, and are
 * removed by whoever finds that first (processes.ts).
 *
 *   joined, left ──► what has changed here ──► one write at a time for all of it: what is there is what is connected here
 */
import { type Kysely, sql } from 'kysely'
import { LocalPresence, type Presence } from '../authority/presence.ts'
import type { PresenceKind, Reading } from '../authority/store.ts'
import type { Database } from './database.ts'
import { LIFE_MS, NOW_MS } from './database-clock.ts'
import type { DatabaseKind } from './migration.ts'
import type { Tables } from './tables.ts'

export async function presentIn(
  db: Kysely<Tables>,
  kind: DatabaseKind,
  of: PresenceKind,
): Promise<ReadonlyMap<string, number>> {
  if (kind !== 'postgres') return new Map()
  const rows = await db
    .selectFrom('presence')
    .innerJoin('process', 'process.id', 'presence.process_id')
    .where('kind', '=', of)
    .where('beat_at', '>=', sql<number>`${NOW_MS} - ${LIFE_MS}`)
    .select(({ fn }) => ['subject', fn.min('since').as('since')])
    .groupBy('subject')
    .execute()
  return new Map(rows.map(({ subject, since }) => [subject, Number(since)]))
}

export class SharedPresence implements Presence {
  readonly #database: Database
  readonly #of: PresenceKind
  readonly #here = new LocalPresence()
  /** Whose rows may be other than they are here. */
  #changed = new Set<string>()
  #writing: Promise<void> | null = null

  constructor(database: Database, of: PresenceKind) {
    this.#database = database
    this.#of = of
  }

  async joined(subject: string, nowMs: number): Promise<boolean> {
    const isFirst = this.#here.join(subject, nowMs)
    if (isFirst) await this.#written(subject)
    return isFirst
  }

  async left(subject: string): Promise<boolean> {
    const isLast = this.#here.leave(subject)
    if (isLast) await this.#written(subject)
    return isLast
  }

  async all(store: Reading): Promise<ReadonlyMap<string, number>> {
    return await store.present(this.#of)
  }

  /** The rows of this process may be gone, or be there for whoever is not: they become what is here. */
  async again(): Promise<void> {
    const { kysely, self } = this.#database
    const rows = await kysely
      .selectFrom('presence')
      .where('kind', '=', this.#of)
      .where('process_id', '=', self)
      .select('subject')
      .execute()
    for (const { subject } of rows) this.#changed.add(subject)
    for (const subject of this.#here.subjects()) this.#changed.add(subject)
    await this.#write()
  }

  /** Once it resolves, what was here when it was called is in the rows. */
  async #written(subject: string): Promise<void> {
    this.#changed.add(subject)
    // What is being written may have been read before.
    await this.#writing?.catch(() => {})
    await this.#write()
  }

  async #write(): Promise<void> {
    this.#writing ??= this.#writeAll().finally(() => {
      this.#writing = null
    })
    await this.#writing
  }

  async #writeAll(): Promise<void> {
    while (this.#changed.size > 0) {
      const subjects = [...this.#changed]
      this.#changed = new Set()
      try {
        await this.#writeThese(subjects)
      } catch (error) {
        for (const subject of subjects) this.#changed.add(subject)
        throw error
      }
    }
  }

  async #writeThese(subjects: readonly string[]): Promise<void> {
    const here = subjects.flatMap(subject => {
      const since = this.#here.sinceOf(subject)
      return since === null ? [] : [{ subject, since }]
    })
    const gone = subjects.filter(subject => this.#here.sinceOf(subject) === null)
    const { self, transaction } = this.#database
    await transaction(false, async tx => {
      if (gone.length > 0)
        await sql`delete from presence where kind = ${this.#of} and process_id = ${self}
          and subject = any(${gone}::text[])`.execute(tx)
      if (here.length > 0)
        await sql`insert into presence (kind, subject, process_id, since)
          select ${this.#of}, subject, ${self}, since
            from json_to_recordset(${JSON.stringify(here)}::json) as each (subject text, since bigint)
          on conflict (kind, subject, process_id) do update set since = excluded.since`.execute(tx)
    })
  }
}
