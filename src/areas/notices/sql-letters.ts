/** Letters on their way to people who work here, in the database. */

import type { Kysely } from 'kysely'
import { leftUnknown } from '../../channels/row-changes.ts'
import { all, one } from '../../sql/record.ts'
import type { LetterState, NoticeWay } from './model.ts'
import type { NoticeReading, NoticeWriting, StoredLetter } from './store.ts'
import { letter, type NoticeTables } from './tables.ts'

/** In one statement: a database bears so many values. */
const ADDED_AT_ONCE = 500

export class SqlLetters {
  readonly #db: Kysely<NoticeTables>

  constructor(db: Kysely<NoticeTables>) {
    this.#db = db
  }

  async letter(id: string): Promise<StoredLetter | null> {
    return await one(this.#all().where('id', '=', id), letterOf)
  }

  async due(
    lane: NoticeWay,
    { max, nowMs, except }: Parameters<NoticeReading['due']>[1],
  ): Promise<readonly StoredLetter[]> {
    const waiting = this.#all().where('lane', '=', lane).where('state', '=', 'waits').where('try_at', '<=', nowMs)
    const rows = (except.length === 0 ? waiting : waiting.where('peer', 'not in', except))
      .orderBy('turn')
      .orderBy('try_at')
      .orderBy('id')
      .limit(max)
    return await all(rows, letterOf)
  }

  async addLetters(letters: readonly StoredLetter[]): Promise<void> {
    for (let from = 0; from < letters.length; from += ADDED_AT_ONCE)
      await this.#db
        .insertInto('notice_letter')
        .values(letters.slice(from, from + ADDED_AT_ONCE).map(rowOf))
        .execute()
  }

  async updateLetters(
    ids: readonly string[],
    change: Parameters<NoticeWriting['updateLetters']>[1],
    from?: LetterState,
  ): Promise<void> {
    if (ids.length === 0) return
    const letters = this.#db.updateTable('notice_letter').set(letter.changes(change)).where('id', 'in', ids)
    await (from === undefined ? letters : letters.where('state', '=', from)).execute()
  }

  async settle(lane: NoticeWay, nowMs: number): Promise<number> {
    const { numUpdatedRows } = await this.#db
      .updateTable('notice_letter')
      .set(leftUnknown(nowMs))
      .where('lane', '=', lane)
      .where('state', '=', 'intent')
      .executeTakeFirstOrThrow()
    return Number(numUpdatedRows)
  }

  async dropLetters(beforeMs: number): Promise<void> {
    await this.#db.deleteFrom('notice_letter').where('until_at', '<', beforeMs).execute()
  }

  #all() {
    return this.#db.selectFrom('notice_letter').selectAll()
  }
}

function rowOf(given: StoredLetter) {
  const [urgent_after, urgent_until] = given.urgent
  const [usual_after, usual_until] = given.usual
  return { ...letter.row(given), urgent_after, urgent_until, usual_after, usual_until }
}

function letterOf(row: NoticeTables['notice_letter']): StoredLetter {
  return { ...letter.of(row), urgent: [row.urgent_after, row.urgent_until], usual: [row.usual_after, row.usual_until] }
}
