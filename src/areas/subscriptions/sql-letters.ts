/** Letters on their way to those who asked, in the database. */

import type { Kysely } from 'kysely'
import { leftUnknown } from '../../channels/row-changes.ts'
import { all, one } from '../../sql/record.ts'
import type { Lane, LetterState } from './model.ts'
import type { Due, LetterCount, StoredLetter, SubscriptionWriting } from './store.ts'
import { letter, type SubscriptionTables } from './tables.ts'

/** Something of it may have gone out. */
const REACHED: readonly LetterState[] = ['intent', 'accepted', 'unknown']

export class SqlLetters {
  readonly #db: Kysely<SubscriptionTables>

  constructor(db: Kysely<SubscriptionTables>) {
    this.#db = db
  }

  async letter(id: string): Promise<StoredLetter | null> {
    return await one(this.#all().where('id', '=', id), letter.of)
  }

  async due(lane: Lane, { max, nowMs, except }: Due): Promise<readonly StoredLetter[]> {
    const waiting = this.#all().where('lane', '=', lane).where('state', '=', 'waits').where('try_at', '<=', nowMs)
    const rows = (except.length === 0 ? waiting : waiting.where('peer', 'not in', except))
      .orderBy('turn')
      .orderBy('try_at')
      .orderBy('id')
      .limit(max)
    return await all(rows, letter.of)
  }

  async reached(bulletin: string, lane: Lane, subscriptions: readonly string[]): Promise<ReadonlySet<string>> {
    if (subscriptions.length === 0) return new Set()
    const rows = await this.#db
      .selectFrom('subscription_letter')
      .select('subscription')
      .where('bulletin', '=', bulletin)
      .where('lane', '=', lane)
      .where('subscription', 'in', subscriptions)
      .where('state', 'in', REACHED)
      .execute()
    return new Set(rows.flatMap(({ subscription }) => subscription ?? []))
  }

  async letterCounts(bulletin: string, lane: Lane): Promise<readonly LetterCount[]> {
    const rows = await this.#db
      .selectFrom('subscription_letter')
      .select(['kind', 'state'])
      .select(eb => [eb.fn.countAll<number>().as('count'), eb.fn.max<number>('changed_at').as('changed_at')])
      .where('bulletin', '=', bulletin)
      .where('lane', '=', lane)
      .groupBy(['kind', 'state'])
      .execute()
    return rows.map(({ kind, state, count, changed_at }) => ({
      kind,
      state,
      count: Number(count),
      changedAt: Number(changed_at),
    }))
  }

  async countLetters({ lane, states, serial }: Parameters<SubscriptionWriting['countLetters']>[0]): Promise<number> {
    const all = this.#db
      .selectFrom('subscription_letter')
      .select(eb => eb.fn.countAll<number>().as('count'))
      .where('lane', '=', lane)
      .where('state', 'in', states)
    const { count } = await (serial === undefined ? all : all.where('serial', '=', serial)).executeTakeFirstOrThrow()
    return Number(count)
  }

  async acceptedBetween(lane: Lane, fromMs: number, untilMs: number): Promise<number> {
    const { count } = await this.#db
      .selectFrom('subscription_letter')
      .select(eb => eb.fn.countAll<number>().as('count'))
      .where('lane', '=', lane)
      .where('state', '=', 'accepted')
      .where('changed_at', '>=', fromMs)
      .where('changed_at', '<', untilMs)
      .executeTakeFirstOrThrow()
    return Number(count)
  }

  async addLetters(letters: readonly StoredLetter[]): Promise<void> {
    if (letters.length === 0) return
    await this.#db.insertInto('subscription_letter').values(letters.map(letter.row)).execute()
  }

  async updateLetters(
    ids: readonly string[],
    change: Parameters<SubscriptionWriting['updateLetters']>[1],
    from?: LetterState,
  ): Promise<void> {
    if (ids.length === 0) return
    const letters = this.#db.updateTable('subscription_letter').set(letter.changes(change)).where('id', 'in', ids)
    await (from === undefined ? letters : letters.where('state', '=', from)).execute()
  }

  async settle(lane: Lane, nowMs: number): Promise<number> {
    const { numUpdatedRows } = await this.#db
      .updateTable('subscription_letter')
      .set(leftUnknown(nowMs))
      .where('lane', '=', lane)
      .where('state', '=', 'intent')
      .executeTakeFirstOrThrow()
    return Number(numUpdatedRows)
  }

  async supersede(bulletin: string, lane: Lane, before: number, nowMs: number): Promise<void> {
    await this.#db
      .updateTable('subscription_letter')
      .set({ state: 'superseded', changed_at: nowMs })
      .where('bulletin', '=', bulletin)
      .where('lane', '=', lane)
      .where('serial', '<', before)
      .where('state', '=', 'waits')
      .execute()
  }

  async resend(serial: number, lane: Lane, nowMs: number): Promise<number> {
    const { numUpdatedRows } = await this.#db
      .updateTable('subscription_letter')
      .set(eb => ({ state: 'waits', tries: 0, try_at: nowMs, changed_at: nowMs, resent: eb('resent', '+', 1) }))
      .where('serial', '=', serial)
      .where('lane', '=', lane)
      .where('state', '=', 'unknown')
      .where('subscription', 'is not', null)
      .executeTakeFirstOrThrow()
    return Number(numUpdatedRows)
  }

  async unlink(beforeMs: number, max: number): Promise<number> {
    const rows = await this.#db
      .selectFrom('subscription_letter')
      .select('id')
      .where('subscription', 'is not', null)
      .where('until_at', '<', beforeMs)
      .limit(max)
      .execute()
    const ids = rows.map(({ id }) => id)
    if (ids.length === 0) return 0
    await this.#db.updateTable('subscription_letter').set({ subscription: null }).where('id', 'in', ids).execute()
    return ids.length
  }

  /** What waits for them is gone; what went out stays, and nobody can tell to whom. */
  protected async dropLettersTo(subscriptions: readonly string[]): Promise<void> {
    await this.#db
      .deleteFrom('subscription_letter')
      .where('subscription', 'in', subscriptions)
      .where(eb => eb.or([eb('state', '=', 'waits'), eb('serial', '=', 0)]))
      .execute()
    await this.#db
      .updateTable('subscription_letter')
      .set({ subscription: null })
      .where('subscription', 'in', subscriptions)
      .execute()
  }

  #all() {
    return this.#db.selectFrom('subscription_letter').selectAll()
  }
}
