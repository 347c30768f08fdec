/** Notices in the database: what stands, what each has chosen, how far each was told. What is on its way is in sql-letters.ts. */
import type { Kysely, Selectable } from 'kysely'
import type { LeftDeed } from '../../authority/hands.ts'
import type { Obligation, Standing, Subject } from '../../authority/waiting.ts'
import type { AreaTables } from '../../sql/store.ts'
import { THINGS_MAX } from './limits.ts'
import { notices } from './migrations/024-notices.ts'
import { whatIsLeft } from './migrations/045-what-is-left.ts'
import { type NoticeWay, noticeChoices } from './model.ts'
import { SqlLetters } from './sql-letters.ts'
import type {
  NoticeWriting,
  Place,
  StoredAddress,
  StoredBrowser,
  StoredPerson,
  Thing,
} from './store.ts'
import type { NoticeTables } from './tables.ts'

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

  async setStanding(subject: Subject, standing: Standing | null, nowMs: number): Promise<void> {
    if (standing === null) return await this.dropThing(subject)
    const { is: stands, does = null, dueAt = null, operator = null, obliged = null } = standing
    const { roles, people, by, page, isUrgent } = standing
    await this.putThing({
      ...{ subject, stands, at: nowMs, since: null, isUrgent, page, by, roles, people },
      ...{ does, dueAt, operator, obliged },
    })
  }

  async standing(subject: Subject): Promise<Standing | null> {
    const thing = await this.thing(subject)
    if (thing === null || thing.stands === 'away' || thing.stands === 'back') return null
    return { ...thing, is: thing.stands }
  }

  async thing({ kind, id }: Subject): Promise<Thing | null> {
    const row = await this.#db
      .selectFrom('notice_thing')
      .selectAll()
      .where('kind', '=', kind)
      .where('subject', '=', id)
      .executeTakeFirst()
    return row === undefined ? null : thingOf(row)
  }

  async things(): Promise<readonly Thing[]> {
    const rows = await this.#db
      .selectFrom('notice_thing')
      .selectAll()
      .orderBy('serial', 'desc')
      .limit(THINGS_MAX)
      .execute()
    return rows.toReversed().map(thingOf)
  }

  async putThing(thing: Omit<Thing, 'serial'>): Promise<void> {
    const { serial } = await this.#db
      .updateTable('notice_serial')
      .set(eb => ({ serial: eb('serial', '+', 1) }))
      .returning('serial')
      .executeTakeFirstOrThrow()
    const changing = {
      stands: thing.stands,
      serial: Number(serial),
      at: thing.at,
      since: thing.since,
      is_urgent: thing.isUrgent ? 1 : 0,
      page: thing.page,
      by_name: thing.by,
      roles: JSON.stringify(thing.roles),
      people: JSON.stringify(thing.people),
      does: thing.does,
      due_at: thing.dueAt,
      operator: thing.operator,
      obliged: thing.obliged === null ? null : JSON.stringify(thing.obliged),
    }
    const { kind, id: subject } = thing.subject
    await this.#db
      .insertInto('notice_thing')
      .values({ kind, subject, ...changing })
      .onConflict(conflict => conflict.columns(['kind', 'subject']).doUpdateSet(changing))
      .execute()
  }

  async dropThing({ kind, id }: Subject): Promise<void> {
    await this.#db
      .deleteFrom('notice_thing')
      .where('kind', '=', kind)
      .where('subject', '=', id)
      .execute()
  }

  async dropNews(beforeMs: number): Promise<void> {
    await this.#db
      .deleteFrom('notice_thing')
      .where('stands', '=', 'back')
      .where('at', '<', beforeMs)
      .execute()
  }

  async people(): Promise<readonly StoredPerson[]> {
    return (await this.#db.selectFrom('notice_person').selectAll().execute()).map(personOf)
  }

  async person(person: string): Promise<StoredPerson | null> {
    const row = await this.#db
      .selectFrom('notice_person')
      .selectAll()
      .where('person', '=', person)
      .executeTakeFirst()
    return row === undefined ? null : personOf(row)
  }

  async putPerson(row: StoredPerson): Promise<void> {
    const { person } = row
    const changing = {
      choices: row.choices === null ? null : JSON.stringify(row.choices),
      asks: row.asks,
      asked_at: row.askedAt,
      bounces: row.bounces,
      mail_ended_at: row.mailEndedAt,
    }
    await this.#db
      .insertInto('notice_person')
      .values({ person, ...changing })
      .onConflict(conflict => conflict.column('person').doUpdateSet(changing))
      .execute()
  }

  async places(): Promise<readonly Place[]> {
    const rows = await this.#db.selectFrom('notice_place').selectAll().execute()
    return rows.map(({ person, way, urgent_serial, usual_serial, last_at }) => ({
      ...{ person, way: way as NoticeWay },
      ...{ urgent: urgent_serial, usual: usual_serial, lastAt: last_at },
    }))
  }

  async putPlace({ person, way, urgent, usual, lastAt }: Place): Promise<void> {
    const changing = { urgent_serial: urgent, usual_serial: usual, last_at: lastAt }
    await this.#db
      .insertInto('notice_place')
      .values({ person, way, ...changing })
      .onConflict(conflict => conflict.columns(['person', 'way']).doUpdateSet(changing))
      .execute()
  }

  async address(id: string): Promise<StoredAddress | null> {
    const row = await this.#addresses().where('id', '=', id).executeTakeFirst()
    return row === undefined ? null : addressOf(row)
  }

  async addressOf(person: string, state: StoredAddress['state']): Promise<StoredAddress | null> {
    const row = await this.#addresses()
      .where('person', '=', person)
      .where('state', '=', state)
      .executeTakeFirst()
    return row === undefined ? null : addressOf(row)
  }

  async putAddress({ id, person, state, sealed, askedAt }: StoredAddress): Promise<void> {
    await this.#db
      .deleteFrom('notice_address')
      .where(eb =>
        eb.or([eb('id', '=', id), eb.and([eb('person', '=', person), eb('state', '=', state)])]),
      )
      .execute()
    await this.#db
      .insertInto('notice_address')
      .values({ id, person, state, sealed, asked_at: askedAt })
      .execute()
  }

  async dropAddress(person: string, state: StoredAddress['state']): Promise<void> {
    await this.#db
      .deleteFrom('notice_address')
      .where('person', '=', person)
      .where('state', '=', state)
      .execute()
  }

  async dropUnconfirmed(beforeMs: number): Promise<void> {
    await this.#db
      .deleteFrom('notice_address')
      .where('state', '=', 'asked')
      .where('asked_at', '<', beforeMs)
      .execute()
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

  async putBrowser({ id, ...changing }: StoredBrowser): Promise<void> {
    await this.#db
      .insertInto('notice_browser')
      .values({ id, ...changing })
      .onConflict(conflict => conflict.column('id').doUpdateSet(changing))
      .execute()
  }

  async dropBrowser(id: string): Promise<void> {
    await this.#db.deleteFrom('notice_browser').where('id', '=', id).execute()
  }

  #addresses() {
    return this.#db.selectFrom('notice_address').selectAll()
  }

  #browsers() {
    return this.#db.selectFrom('notice_browser').selectAll()
  }
}

function thingOf(row: Selectable<NoticeTables['notice_thing']>): Thing {
  return {
    subject: { kind: row.kind, id: row.subject },
    stands: row.stands as Thing['stands'],
    ...{ serial: row.serial, at: row.at, since: row.since, page: row.page, by: row.by_name },
    isUrgent: row.is_urgent === 1,
    roles: JSON.parse(row.roles) as Thing['roles'],
    people: JSON.parse(row.people) as Thing['people'],
    ...{ does: row.does as LeftDeed | null, dueAt: row.due_at, operator: row.operator },
    obliged: row.obliged === null ? null : (JSON.parse(row.obliged) as Obligation),
  }
}

function personOf(row: Selectable<NoticeTables['notice_person']>): StoredPerson {
  return {
    person: row.person,
    choices: row.choices === null ? null : noticeChoices.parse(JSON.parse(row.choices)),
    ...{ asks: row.asks, askedAt: row.asked_at, bounces: row.bounces },
    mailEndedAt: row.mail_ended_at,
  }
}

function addressOf(row: Selectable<NoticeTables['notice_address']>): StoredAddress {
  const { id, person, state, sealed, asked_at } = row
  return { id, person, sealed, state: state as StoredAddress['state'], askedAt: asked_at }
}
