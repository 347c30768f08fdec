/** Notices in the database: what stands, what each has chosen, how far each was told. What is on its way is in sql-letters.ts. */
import type { Kysely } from 'kysely'
import type { PendingWork, Subject } from '../../authority/waiting.ts'
import { all, one, put } from '../../sql/record.ts'
import type { AreaTables } from '../../sql/store.ts'
import { THINGS_MAX } from './limits.ts'
import { notices } from './migrations/024-notices.ts'
import { whatIsLeft } from './migrations/045-what-is-left.ts'
import { noticeChoices } from './model.ts'
import { SqlLetters } from './sql-letters.ts'
import type { NoticeWriting, Place, StoredAddress, StoredBrowser, StoredPerson, Thing } from './store.ts'
import { address, type NoticeTables, person, place, thing } from './tables.ts'

export const noticeTables: AreaTables = {
  rows: {
    notices: db => new SqlNotices(db.withTables<NoticeTables>()),
    waiting: db => new SqlNotices(db.withTables<NoticeTables>()),
  },
  migrations: [notices, whatIsLeft],
  // What was on its way at the time of the backup may have gone out since. What waited then waits again, and is told again.
  restored: [
    `update notice_letter set state = 'unknown', why = 'stoppedMeanwhile'
     where state in ('waits', 'intent')`,
  ],
}

class SqlNotices extends SqlLetters implements NoticeWriting {
  readonly #db: Kysely<NoticeTables>

  constructor(db: Kysely<NoticeTables>) {
    super(db)
    this.#db = db
  }

  async setStanding(subject: Subject, standing: PendingWork | null, nowMs: number): Promise<void> {
    if (standing === null) return await this.dropThing(subject)
    const { is: stands, does = null, dueAt = null, operator = null, obliged = null } = standing
    const { roles, people, by, page, isUrgent } = standing
    await this.putThing({
      subject,
      stands,
      at: nowMs,
      since: null,
      isUrgent,
      page,
      by,
      roles,
      people,
      does,
      dueAt,
      operator,
      obliged,
    })
  }

  async standing(subject: Subject): Promise<PendingWork | null> {
    const found = await this.thing(subject)
    if (found === null || found.stands === 'away' || found.stands === 'back') return null
    return { ...found, is: found.stands }
  }

  async thing({ kind, id }: Subject): Promise<Thing | null> {
    const things = this.#db.selectFrom('notice_thing').selectAll()
    return await one(things.where('kind', '=', kind).where('subject', '=', id), thing.of)
  }

  async things(): Promise<readonly Thing[]> {
    const things = this.#db.selectFrom('notice_thing').selectAll().orderBy('serial', 'desc')
    return (await all(things.limit(THINGS_MAX), thing.of)).toReversed()
  }

  async putThing(given: Omit<Thing, 'serial'>): Promise<void> {
    const { serial } = await this.#db
      .updateTable('notice_serial')
      .set(eb => ({ serial: eb('serial', '+', 1) }))
      .returning('serial')
      .executeTakeFirstOrThrow()
    const row = thing.row({ ...given, serial })
    await put(this.#db, 'notice_thing', row, { key: ['kind', 'subject'] })
  }

  async dropThing({ kind, id }: Subject): Promise<void> {
    await this.#db.deleteFrom('notice_thing').where('kind', '=', kind).where('subject', '=', id).execute()
  }

  async dropNews(beforeMs: number): Promise<void> {
    await this.#db.deleteFrom('notice_thing').where('stands', '=', 'back').where('at', '<', beforeMs).execute()
  }

  async people(): Promise<readonly StoredPerson[]> {
    return await all(this.#people(), personOf)
  }

  async person(id: string): Promise<StoredPerson | null> {
    return await one(this.#people().where('person', '=', id), personOf)
  }

  async putPerson(given: StoredPerson): Promise<void> {
    await put(this.#db, 'notice_person', person.row(given), { key: ['person'] })
  }

  async places(): Promise<readonly Place[]> {
    return await all(this.#db.selectFrom('notice_place').selectAll(), place.of)
  }

  async putPlace(given: Place): Promise<void> {
    await put(this.#db, 'notice_place', place.row(given), { key: ['person', 'way'] })
  }

  async address(id: string): Promise<StoredAddress | null> {
    return await one(this.#addresses().where('id', '=', id), address.of)
  }

  async addressOf(of: string, state: StoredAddress['state']): Promise<StoredAddress | null> {
    const addresses = this.#addresses().where('person', '=', of).where('state', '=', state)
    return await one(addresses, address.of)
  }

  async putAddress(given: StoredAddress): Promise<void> {
    const { id, person, state } = given
    await this.#db
      .deleteFrom('notice_address')
      .where(eb => eb.or([eb('id', '=', id), eb.and([eb('person', '=', person), eb('state', '=', state)])]))
      .execute()
    await this.#db.insertInto('notice_address').values(address.row(given)).execute()
  }

  async dropAddress(person: string, state: StoredAddress['state']): Promise<void> {
    await this.#db.deleteFrom('notice_address').where('person', '=', person).where('state', '=', state).execute()
  }

  async dropUnconfirmed(beforeMs: number): Promise<void> {
    await this.#db.deleteFrom('notice_address').where('state', '=', 'asked').where('asked_at', '<', beforeMs).execute()
  }

  async browser(id: string): Promise<StoredBrowser | null> {
    return (await this.#browsers().where('id', '=', id).executeTakeFirst()) ?? null
  }

  async browserWithMark(mark: string): Promise<StoredBrowser | null> {
    return (await this.#browsers().where('mark', '=', mark).executeTakeFirst()) ?? null
  }

  async browsers(): Promise<readonly StoredBrowser[]> {
    return await this.#browsers().orderBy('since').execute()
  }

  async browsersOf(person: string): Promise<readonly StoredBrowser[]> {
    return await this.#browsers().where('person', '=', person).orderBy('since').execute()
  }

  async putBrowser(given: StoredBrowser): Promise<void> {
    await put(this.#db, 'notice_browser', given, { key: ['id'] })
  }

  async dropBrowser(id: string): Promise<void> {
    await this.#db.deleteFrom('notice_browser').where('id', '=', id).execute()
  }

  #people() {
    return this.#db.selectFrom('notice_person').selectAll()
  }

  #addresses() {
    return this.#db.selectFrom('notice_address').selectAll()
  }

  #browsers() {
    return this.#db.selectFrom('notice_browser').selectAll()
  }
}

function personOf(row: NoticeTables['notice_person']): StoredPerson {
  const given = person.of(row)
  return { ...given, choices: given.choices && noticeChoices.parse(given.choices) }
}
