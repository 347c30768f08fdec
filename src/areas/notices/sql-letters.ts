/** Letters on their way to people who work here, in the database. */

import type { Kysely, Selectable } from 'kysely'
import { changedColumns, leftUnknown } from '../../channels/row-changes.ts'
import type { LetterState, NoticeWay } from './model.ts'
import type { NoticeReading, NoticeWriting, StoredLetter } from './store.ts'
import type { NoticeTables } from './tables.ts'

/** In one statement: a database bears so many values. */
const ADDED_AT_ONCE = 500

export class SqlLetters {
  readonly #db: Kysely<NoticeTables>

  constructor(db: Kysely<NoticeTables>) {
    this.#db = db
  }

  async letter(id: string): Promise<StoredLetter | null> {
    const row = await this.#all().where('id', '=', id).executeTakeFirst()
    return row === undefined ? null : letterOf(row)
  }

  async due(
    lane: NoticeWay,
    { max, nowMs, except }: Parameters<NoticeReading['due']>[1],
  ): Promise<readonly StoredLetter[]> {
    const all = this.#all()
      .where('lane', '=', lane)
      .where('state', '=', 'waits')
      .where('try_at', '<=', nowMs)
    const rows = await (except.length === 0 ? all : all.where('peer', 'not in', except))
      .orderBy('turn')
      .orderBy('try_at')
      .orderBy('id')
      .limit(max)
      .execute()
    return rows.map(letterOf)
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
    const all = this.#db
      .updateTable('notice_letter')
      .set(changedColumns(change))
      .where('id', 'in', ids)
    await (from === undefined ? all : all.where('state', '=', from)).execute()
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

function rowOf(letter: StoredLetter) {
  const { id, lane, person, target, turn, urgent, usual, state, peer, tries, why } = letter
  return {
    ...{ id, lane, person, target, turn, state, peer, tries, why },
    ...{ urgent_after: urgent[0], urgent_until: urgent[1] },
    ...{ usual_after: usual[0], usual_until: usual[1] },
    ...{ try_at: letter.tryAt, until_at: letter.untilAt, changed_at: letter.changedAt },
  }
}

function letterOf(row: Selectable<NoticeTables['notice_letter']>): StoredLetter {
  return {
    id: row.id,
    lane: row.lane as NoticeWay,
    ...{ person: row.person, target: row.target, turn: row.turn === 0 ? 0 : 1 },
    urgent: [row.urgent_after, row.urgent_until],
    usual: [row.usual_after, row.usual_until],
    state: row.state as LetterState,
    ...{ peer: row.peer, tries: row.tries, tryAt: row.try_at, untilAt: row.until_at },
    ...{ why: row.why, changedAt: row.changed_at },
  }
}
