/** The trail, what was approved by which of its entries, and the settings in their tables: `src/authority/store.ts` says what must hold. */

import { setImmediate as turnOver } from 'node:timers/promises'
import type { Kysely, Selectable } from 'kysely'
import type { Page } from '../authority/paging.ts'
import type { ApprovedVersion, TrailHead, TrailQuery, TrailSpan, Writing } from '../authority/store.ts'
import type { TrailEntry } from '../authority/trail-entry.ts'
import { canonicalJson } from '../base/canonical.ts'
import type { DatabaseKind } from './migration.ts'
import { pageOf, pageSize, placeOf } from './pages.ts'
import { all } from './record.ts'
import { approvedVersion, type Tables } from './tables.ts'
import { trailRows } from './trail-page.ts'
import { keepFound, spanOf } from './trail-words.ts'

/** The hash before the first entry of the trail. */
const NO_HASH = '0'.repeat(64)

export class SqlTrail implements Omit<Writing, 'areas' | 'announce' | 'present'> {
  protected readonly db: Kysely<Tables>

  readonly #kind: DatabaseKind

  constructor(db: Kysely<Tables>, kind: DatabaseKind) {
    this.db = db
    this.#kind = kind
  }

  async trail(query: Parameters<Writing['trail']>[0]): Promise<Page<TrailEntry>> {
    const limit = pageSize(query.limit)
    const { cursor } = query
    const before = cursor === null ? null : placeOf(cursor).at
    const place = { order: 'newest', before } as const
    const rows = await trailRows(this.db, this.#kind, { query, place, limit: limit + 1 })
    return pageOf(rows, limit, { place: row => ({ at: row.sequence, id: '' }), item: entryOf })
  }

  /** As of `trailAfter`: an embedded database answers at once, and whoever reads page after page would leave nobody else a turn. */
  async trailMatching(query: TrailQuery, sequence: number, limit: number) {
    await turnOver()
    const place = { order: 'oldest', after: sequence } as const
    return (await trailRows(this.db, this.#kind, { query, place, limit })).map(entryOf)
  }

  async trailSpan({
    fromMs = null,
    untilMs = null,
  }: Pick<TrailQuery, 'fromMs' | 'untilMs'>): Promise<TrailSpan | null> {
    return await spanOf(this.db, { fromMs, untilMs })
  }

  async trailAfter(sequence: number, limit: number): Promise<readonly TrailEntry[]> {
    await turnOver()
    const rows = await this.db
      .selectFrom('trail')
      .selectAll()
      .where('sequence', '>', sequence)
      .orderBy('sequence')
      .limit(limit)
      .execute()
    return rows.map(entryOf)
  }

  async trailOf(subject: string, limit: number): Promise<readonly TrailEntry[]> {
    const rows = await this.db
      .selectFrom('trail')
      .selectAll()
      .where('subject_id', '=', subject)
      .orderBy('sequence', 'desc')
      .limit(limit)
      .execute()
    return rows.map(entryOf).reverse()
  }

  async trailHead(): Promise<TrailHead> {
    const row = await this.db
      .selectFrom('trail_head')
      .select(['entries', 'hash'])
      .where('id', '=', 1)
      .executeTakeFirst()
    return row ?? { entries: 0, hash: NO_HASH }
  }

  async approved({ kind, id }: TrailEntry['subject']): Promise<readonly ApprovedVersion[]> {
    const rows = this.db
      .selectFrom('approved_version')
      .selectAll()
      .where('kind', '=', kind)
      .where('subject', '=', id)
      .orderBy('entry')
    return await all(rows, approvedVersion.of)
  }

  async keepApproved({ kind, id }: TrailEntry['subject'], approved: ApprovedVersion): Promise<void> {
    const row = { ...approvedVersion.row(approved), kind, subject: id }
    await this.db.insertInto('approved_version').values(row).execute()
  }

  async setting(name: string): Promise<string | null> {
    const row = await this.db.selectFrom('setting').select('value').where('name', '=', name).executeTakeFirst()
    return row?.value ?? null
  }

  async appendTrail(entry: TrailEntry): Promise<void> {
    await this.db
      .insertInto('trail')
      .values({
        sequence: entry.sequence,
        at: Date.parse(entry.at),
        actor_kind: entry.actor.kind,
        actor_id: entry.actor.id,
        actor_name: entry.actor.name,
        action: entry.action,
        subject_kind: entry.subject.kind,
        subject_id: entry.subject.id,
        details: canonicalJson(entry.details),
        previous: entry.previous,
        hash: entry.hash,
      })
      .execute()
    await keepFound(this.db, this.#kind, [{ ...entry, atMs: Date.parse(entry.at) }])
    const head = { entries: entry.sequence, hash: entry.hash }
    await this.db
      .insertInto('trail_head')
      .values({ id: 1, ...head })
      .onConflict(conflict => conflict.column('id').doUpdateSet(head))
      .execute()
  }

  async setSetting(name: string, value: string | null): Promise<void> {
    if (value === null) {
      await this.db.deleteFrom('setting').where('name', '=', name).execute()
      return
    }
    await this.db
      .insertInto('setting')
      .values({ name, value })
      .onConflict(conflict => conflict.column('name').doUpdateSet({ value }))
      .execute()
  }
}

export function entryOf(row: Selectable<Tables['trail']>): TrailEntry {
  return {
    sequence: row.sequence,
    at: new Date(row.at).toISOString(),
    actor: { kind: row.actor_kind as TrailEntry['actor']['kind'], id: row.actor_id, name: row.actor_name },
    action: row.action,
    subject: { kind: row.subject_kind, id: row.subject_id },
    details: JSON.parse(row.details),
    previous: row.previous,
    hash: row.hash,
  }
}
