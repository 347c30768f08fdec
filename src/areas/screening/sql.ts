/**
 * The store of health checks on SQLite and PostgreSQL: `src/areas/screening/store.ts` says what must hold.
 *
 * What is deleted goes from the files too. SQLite overwrites deleted cells with zeros (secure_delete, for every
 * connection); `scrub` then writes the rows that stay anew, so that no page keeps a copy from when it was split, and
 * empties the log. PostgreSQL writes its tables anew (vacuum full); its log of writes, replicas and backups are its own.
 */
import { type Kysely, sql } from 'kysely'
import type { Database } from '../../sql/database.ts'
import { all, one, put } from '../../sql/record.ts'
import type { AreaTables } from '../../sql/store.ts'
import type { Tables } from '../../sql/tables.ts'
import { screening } from './migrations/005-screening.ts'
import { mergedMeasurements } from './migrations/046-merged-measurements.ts'
import { type Settings, settings } from './settings.ts'
import type { CountedDay, Intake, ScreeningWriting, StoredAlert, StoredEntry, StoredKiosk } from './store.ts'
import { alert, door, entry, kiosk, type ScreeningTables, subscription } from './tables.ts'

type Db = Kysely<Tables & ScreeningTables>

/** An advisory lock of PostgreSQL, its own: checks at a door wait for no round. SQLite has but one writer. */
const WRITE_LOCK = 1_280_262_403
const SETTINGS = 'screening'
/** With the rows that are deleted, or that hold what was taken from them. */
const SCRUBBED = ['screening_entry', 'screening_merged', 'screening_alert', 'screening_day_key'] as const

export const screeningTables: AreaTables = {
  rows: { screening: (db, kind) => sqlScreening(db, kind) },
  migrations: [screening, mergedMeasurements],
  restored: [],
}

export function screeningIntake({ kysely, kind }: Database): Intake {
  const db = kysely.withTables<ScreeningTables>()
  return {
    write: async act =>
      await db.transaction().execute(async tx => {
        const rows = rowsOn(tx, kind)
        await rows.alone()
        return await act(rows)
      }),
    scrub: async () => (kind === 'sqlite' ? await scrubSqlite(db) : await scrubPostgres(db)),
  }
}

function sqlScreening(core: Kysely<Tables>, kind: Database['kind']): ScreeningWriting {
  return rowsOn(core.withTables<ScreeningTables>(), kind)
}

function rowsOn(db: Db, kind: Database['kind']): ScreeningWriting {
  return {
    alone: async () => {
      if (kind === 'postgres') await sql`select pg_advisory_xact_lock(${WRITE_LOCK})`.execute(db)
    },
    ...settingRows(db),
    ...doorRows(db),
    ...dayKeyRows(db),
    ...entryRows(db),
    ...alertRows(db),
    ...countRows(db),
    ...subscriptionRows(db),
  }
}

function settingRows(db: Db): Pick<ScreeningWriting, 'settings' | 'setSettings'> {
  return {
    settings: async (): Promise<Settings | null> => {
      const row = await db.selectFrom('setting').select('value').where('name', '=', SETTINGS).executeTakeFirst()
      return row === undefined ? null : settings.parse(JSON.parse(row.value))
    },
    setSettings: async given => {
      const value = JSON.stringify(given)
      await db
        .insertInto('setting')
        .values({ name: SETTINGS, value })
        .onConflict(conflict => conflict.column('name').doUpdateSet({ value }))
        .execute()
    },
  }
}

function doorRows(
  db: Db,
): Pick<ScreeningWriting, 'doors' | 'insertDoor' | 'kiosks' | 'kiosk' | 'insertKiosk' | 'updateKiosk'> {
  const kiosks = () =>
    db
      .selectFrom('screening_kiosk')
      .innerJoin('screening_door', 'screening_door.id', 'screening_kiosk.door_id')
      .selectAll('screening_kiosk')
      .select('screening_door.name as door_name')
  return {
    doors: async () => await all(db.selectFrom('screening_door').selectAll().orderBy('name'), door.of),
    insertDoor: async given => {
      await db.insertInto('screening_door').values(door.row(given)).execute()
    },
    kiosks: async () => await all(kiosks().orderBy('screening_door.name').orderBy('screening_kiosk.name'), kioskOf),
    kiosk: async by => {
      const [column, value] =
        'id' in by
          ? (['screening_kiosk.id', by.id] as const)
          : 'codeSha256' in by
            ? (['code_sha256', by.codeSha256] as const)
            : (['token_sha256', by.tokenSha256] as const)
      return await one(kiosks().where(column, '=', value), kioskOf)
    },
    insertKiosk: async given => {
      await db.insertInto('screening_kiosk').values(kiosk.row(given)).execute()
    },
    updateKiosk: async (id, change) => {
      await db.updateTable('screening_kiosk').set(kiosk.changes(change)).where('id', '=', id).execute()
    },
  }
}

function kioskOf(row: ScreeningTables['screening_kiosk'] & { door_name: string }): StoredKiosk {
  return { ...kiosk.of(row), doorName: row.door_name }
}

function dayKeyRows(db: Db): Pick<ScreeningWriting, 'dayKey' | 'insertDayKey' | 'deleteDayKeysBefore'> {
  return {
    dayKey: async day => {
      const row = await db.selectFrom('screening_day_key').select('day_key').where('day', '=', day).executeTakeFirst()
      return row?.day_key ?? null
    },
    insertDayKey: async ({ day, key, madeAtMs }) => {
      await db.insertInto('screening_day_key').values({ day, day_key: key, made_at: madeAtMs }).execute()
    },
    deleteDayKeysBefore: async madeAtMs => {
      await db.deleteFrom('screening_day_key').where('made_at', '<', madeAtMs).execute()
    },
  }
}

type EntryRows = Pick<
  ScreeningWriting,
  'entry' | 'lately' | 'insertEntry' | 'insertMerged' | 'amendEntry' | 'unfollowed' | 'exported'
>

function entryRows(db: Db): EntryRows {
  const entries = () =>
    db
      .selectFrom('screening_entry as entry')
      .selectAll('entry')
      .select(eb =>
        eb
          .selectFrom('screening_entry as second')
          .select(count => count.fn.countAll<number>().as('seconds'))
          .whereRef('second.second_of', '=', 'entry.id')
          .as('seconds'),
      )
  return {
    entry: async id => {
      const merged = db.selectFrom('screening_merged').select('entry_id').where('id', '=', id)
      return await one(
        entries().where(eb => eb.or([eb('entry.id', '=', id), eb('entry.id', '=', merged)])),
        entryOf,
      )
    },
    lately: async (badges, { fromMs, untilMs }) => {
      const found = entries()
        .where('entry.badge', 'in', badges)
        .where('entry.at', '>=', fromMs)
        .where('entry.at', '<=', untilMs)
        .orderBy('entry.at', 'desc')
        .orderBy('entry.id', 'desc')
        .limit(1)
      return await one(found, entryOf)
    },
    insertEntry: async given => {
      await db.insertInto('screening_entry').values(entry.row(given)).execute()
    },
    insertMerged: async (id, entryId) => {
      await db.insertInto('screening_merged').values({ id, entry_id: entryId }).execute()
    },
    amendEntry: async (id, { tenths, isHigh, observation }) => {
      await db
        .updateTable('screening_entry')
        .set(entry.changes({ tenths, isHigh, observation }))
        .where('id', '=', id)
        .execute()
    },
    unfollowed: async ({ fromMs, untilMs }, limit) =>
      await all(
        entries()
          .where('entry.received_at', '>=', fromMs)
          .where('entry.received_at', '<', untilMs)
          .where('entry.is_high', '=', 1)
          .where('entry.second_of', 'is', null)
          .where(eb =>
            eb.not(
              eb.exists(
                eb
                  .selectFrom('screening_entry as after')
                  .select('after.id')
                  .whereRef('after.second_of', '=', 'entry.id'),
              ),
            ),
          )
          .where(eb =>
            eb.not(
              eb.exists(
                eb
                  .selectFrom('screening_alert')
                  .select('screening_alert.id')
                  .whereRef('screening_alert.first_id', '=', 'entry.id'),
              ),
            ),
          )
          .orderBy('entry.received_at')
          .limit(limit),
        entryOf,
      ),
    exported: async ({ fromMs, untilMs }, after, limit) => {
      let query = entries().where('entry.at', '>=', fromMs).where('entry.at', '<', untilMs)
      if (after !== null)
        query = query.where(eb =>
          eb.or([
            eb('entry.at', '>', after.atMs),
            eb.and([eb('entry.at', '=', after.atMs), eb('entry.id', '>', after.id)]),
          ]),
        )
      return await all(query.orderBy('entry.at').orderBy('entry.id').limit(limit), entryOf)
    },
  }
}

function entryOf(row: ScreeningTables['screening_entry'] & { seconds: number | null }): StoredEntry {
  const given = entry.of(row)
  return { ...given, isSecond: given.secondOf !== null, hasSecond: (row.seconds ?? 0) > 0 }
}

type AlertRows = Pick<
  ScreeningWriting,
  'alert' | 'openAlerts' | 'doneAlerts' | 'untold' | 'insertAlert' | 'updateAlert'
>

function alertRows(db: Db): AlertRows {
  const alerts = () =>
    db
      .selectFrom('screening_alert as alert')
      .innerJoin('screening_door', 'screening_door.id', 'alert.door_id')
      .selectAll('alert')
      .select('screening_door.name as door_name')
  return {
    alert: async id => await one(alerts().where('alert.id', '=', id), alertOf),
    openAlerts: async limit =>
      await all(
        alerts().where('done_at', 'is', null).orderBy('alert.at', 'desc').orderBy('alert.id', 'desc').limit(limit),
        alertOf,
      ),
    doneAlerts: async limit =>
      await all(alerts().where('done_at', 'is not', null).orderBy('alert.done_at', 'desc').limit(limit), alertOf),
    untold: async (nowMs, limit) =>
      await all(alerts().where('try_at', '<=', nowMs).orderBy('try_at').limit(limit), alertOf),
    insertAlert: async given => {
      await db.insertInto('screening_alert').values(alert.row(given)).execute()
    },
    updateAlert: async (id, change) => {
      await db.updateTable('screening_alert').set(alert.changes(change)).where('id', '=', id).execute()
    },
  }
}

function alertOf(row: ScreeningTables['screening_alert'] & { door_name: string }): StoredAlert {
  return { ...alert.of(row), doorName: row.door_name }
}

function countRows(db: Db): Pick<ScreeningWriting, 'counts' | 'forget'> {
  return {
    counts: async (fromDay, untilDay) => {
      const living = await counted(db).where('day', '>=', fromDay).where('day', '<=', untilDay).execute()
      const past = await db
        .selectFrom('screening_past')
        .selectAll()
        .where('day', '>=', fromDay)
        .where('day', '<=', untilDay)
        .execute()
      return added([...living, ...past])
    },
    forget: async (beforeMs, limit) => {
      const old = await db
        .selectFrom('screening_entry')
        .select('id')
        .where(eb => eb.or([eb('at', '<', beforeMs), eb('received_at', '<', beforeMs)]))
        .orderBy('at')
        .limit(limit)
        .execute()
      const ids = old.map(({ id }) => id)
      if (ids.length === 0) return 0
      await keepCounts(db, await counted(db).where('id', 'in', ids).execute())
      await db
        .deleteFrom('screening_alert')
        .where(eb => eb.or([eb('first_id', 'in', ids), eb('second_id', 'in', ids)]))
        .execute()
      await db.deleteFrom('screening_merged').where('entry_id', 'in', ids).execute()
      await db.deleteFrom('screening_entry').where('id', 'in', ids).execute()
      return ids.length
    },
  }
}

type Counted = ScreeningTables['screening_past']

function counted(db: Db) {
  return db
    .selectFrom('screening_entry')
    .select(['day', 'door_id'])
    .select([
      sql<number>`sum(case when second_of is null then 1 else 0 end)`.as('checked'),
      sql<number>`sum(case when second_of is null and is_high = 1 then 1 else 0 end)`.as('high'),
      sql<number>`sum(case when second_of is not null and is_high = 1 then 1 else 0 end)`.as('high_twice'),
    ])
    .groupBy(['day', 'door_id'])
}

async function keepCounts(db: Db, counts: readonly Counted[]): Promise<void> {
  for (const count of counts)
    await db
      .insertInto('screening_past')
      .values(count)
      .onConflict(conflict =>
        conflict
          .columns(['day', 'door_id'])
          .doUpdateSet(eb => ({
            checked: eb('screening_past.checked', '+', count.checked),
            high: eb('screening_past.high', '+', count.high),
            high_twice: eb('screening_past.high_twice', '+', count.high_twice),
          })),
      )
      .execute()
}

function added(counts: readonly Counted[]): readonly CountedDay[] {
  const byCell = Map.groupBy(counts, ({ day, door_id }) => `${day} ${door_id}`)
  return [...byCell.keys()].toSorted().map(cell => {
    const parts = byCell.get(cell)!
    const sum = (of: (part: Counted) => number) => parts.reduce((all, part) => all + of(part), 0)
    return {
      day: parts[0].day,
      door: parts[0].door_id,
      checked: sum(part => part.checked),
      high: sum(part => part.high),
      highTwice: sum(part => part.high_twice),
    }
  })
}

function subscriptionRows(db: Db): Pick<ScreeningWriting, 'subscriptions' | 'putSubscription' | 'deleteSubscription'> {
  return {
    subscriptions: async () => await all(db.selectFrom('screening_subscription').selectAll(), subscription.of),
    putSubscription: async given => {
      const row = subscription.row(given)
      await put(db, 'screening_subscription', row, { key: ['endpoint'] })
    },
    deleteSubscription: async endpoint => {
      await db.deleteFrom('screening_subscription').where('endpoint', '=', endpoint).execute()
    },
  }
}

/** False: somebody reads in the log just now, so it could not be emptied. */
async function scrubSqlite(db: Db): Promise<boolean> {
  await sql`pragma temp_store = memory`.execute(db)
  await db.transaction().execute(async tx => {
    for (const table of SCRUBBED) {
      await sql.raw(`create temp table scrubbed as select * from ${table}`).execute(tx)
      await sql.raw(`delete from ${table}`).execute(tx)
      await sql.raw(`insert into ${table} select * from scrubbed`).execute(tx)
      await sql.raw('drop table scrubbed').execute(tx)
    }
  })
  const { rows } = await sql<{ busy: number }>`pragma wal_checkpoint(truncate)`.execute(db)
  return rows[0]?.busy !== 1
}

async function scrubPostgres(db: Db): Promise<boolean> {
  for (const table of SCRUBBED) await sql.raw(`vacuum (full) ${table}`).execute(db)
  return true
}
