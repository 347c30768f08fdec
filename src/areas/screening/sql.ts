/**
 * The store of health checks on SQLite and PostgreSQL: `src/areas/screening/store.ts` says what must hold.
 *
 * What is deleted goes from the files too. SQLite overwrites deleted cells with zeros (secure_delete, for every
 * connection); `scrub` then writes the rows that stay anew, so that no page keeps a copy from when it was split, and
 * empties the log. PostgreSQL writes its tables anew (vacuum full); its log of writes, replicas and backups are its own.
 */
import { type Kysely, sql } from 'kysely'
import type { Database } from '../../sql/database.ts'
import type { AreaTables } from '../../sql/store.ts'
import type { Tables } from '../../sql/tables.ts'
import { screening } from './migrations/005-screening.ts'
import { type Settings, settings } from './settings.ts'
import type {
  CountedDay,
  Intake,
  ScreeningWriting,
  StoredAlert,
  StoredEntry,
  StoredKiosk,
} from './store.ts'
import type { ScreeningTables } from './tables.ts'

type Db = Kysely<Tables & ScreeningTables>

/** An advisory lock of PostgreSQL, its own: checks at a door wait for no round. SQLite has but one writer. */
const WRITE_LOCK = 1_280_262_403
const SETTINGS = 'screening'
/** With the rows that are deleted, or that hold what was taken from them. */
const SCRUBBED = ['screening_entry', 'screening_alert', 'screening_day_key'] as const

export const screeningTables: AreaTables = {
  rows: { screening: (db, kind) => sqlScreening(db, kind) },
  migrations: [screening],
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
      const row = await db
        .selectFrom('setting')
        .select('value')
        .where('name', '=', SETTINGS)
        .executeTakeFirst()
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
): Pick<
  ScreeningWriting,
  'doors' | 'insertDoor' | 'kiosks' | 'kiosk' | 'insertKiosk' | 'updateKiosk'
> {
  const kiosks = () =>
    db
      .selectFrom('screening_kiosk')
      .innerJoin('screening_door', 'screening_door.id', 'screening_kiosk.door_id')
      .selectAll('screening_kiosk')
      .select('screening_door.name as door_name')
  return {
    doors: async () =>
      (await db.selectFrom('screening_door').selectAll().orderBy('name').execute()).map(
        ({ id, name, created_at }) => ({ id, name, createdAtMs: created_at }),
      ),
    insertDoor: async ({ id, name, createdAtMs }) => {
      await db.insertInto('screening_door').values({ id, name, created_at: createdAtMs }).execute()
    },
    kiosks: async () =>
      (await kiosks().orderBy('screening_door.name').orderBy('screening_kiosk.name').execute()).map(
        kioskOf,
      ),
    kiosk: async by => {
      const [column, value] =
        'id' in by
          ? (['screening_kiosk.id', by.id] as const)
          : 'codeSha256' in by
            ? (['code_sha256', by.codeSha256] as const)
            : (['token_sha256', by.tokenSha256] as const)
      const row = await kiosks().where(column, '=', value).executeTakeFirst()
      return row === undefined ? null : kioskOf(row)
    },
    insertKiosk: async kiosk => {
      await db
        .insertInto('screening_kiosk')
        .values({
          id: kiosk.id,
          door_id: kiosk.door,
          name: kiosk.name,
          waiting: kiosk.waiting,
          created_at: kiosk.createdAtMs,
          ...kioskColumns(kiosk),
        })
        .execute()
    },
    updateKiosk: async (id, change) => {
      await db
        .updateTable('screening_kiosk')
        .set({
          ...kioskColumns(change),
          ...(change.waiting === undefined ? {} : { waiting: change.waiting }),
        })
        .where('id', '=', id)
        .execute()
    },
  }
}

/** Of those that are there: what is left out stays as it is. */
function kioskColumns(change: Partial<StoredKiosk>) {
  const columns = {
    code_sha256: change.code === undefined ? undefined : (change.code?.sha256 ?? null),
    code_expires_at: change.code === undefined ? undefined : (change.code?.expiresAtMs ?? null),
    token_sha256: change.tokenSha256,
    enrolled_at: change.enrolledAtMs,
    revoked_at: change.revokedAtMs,
    heard_at: change.heardAtMs,
    clock_skew_ms: change.clockSkewMs,
  }
  return Object.fromEntries(
    Object.entries(columns).filter(([, value]) => value !== undefined),
  ) as Partial<{ [Column in keyof typeof columns]: Exclude<(typeof columns)[Column], undefined> }>
}

function kioskOf(row: ScreeningTables['screening_kiosk'] & { door_name: string }): StoredKiosk {
  return {
    id: row.id,
    door: row.door_id,
    doorName: row.door_name,
    name: row.name,
    code:
      row.code_sha256 === null
        ? null
        : { sha256: row.code_sha256, expiresAtMs: row.code_expires_at ?? 0 },
    tokenSha256: row.token_sha256,
    enrolledAtMs: row.enrolled_at,
    revokedAtMs: row.revoked_at,
    heardAtMs: row.heard_at,
    clockSkewMs: row.clock_skew_ms,
    waiting: row.waiting,
    createdAtMs: row.created_at,
  }
}

function dayKeyRows(
  db: Db,
): Pick<ScreeningWriting, 'dayKey' | 'insertDayKey' | 'deleteDayKeysBefore'> {
  return {
    dayKey: async day => {
      const row = await db
        .selectFrom('screening_day_key')
        .select('day_key')
        .where('day', '=', day)
        .executeTakeFirst()
      return row?.day_key ?? null
    },
    insertDayKey: async ({ day, key, madeAtMs }) => {
      await db
        .insertInto('screening_day_key')
        .values({ day, day_key: key, made_at: madeAtMs })
        .execute()
    },
    deleteDayKeysBefore: async madeAtMs => {
      await db.deleteFrom('screening_day_key').where('made_at', '<', madeAtMs).execute()
    },
  }
}

type EntryRows = Pick<
  ScreeningWriting,
  'entry' | 'lately' | 'insertEntry' | 'amendEntry' | 'unfollowed' | 'exported'
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
      const row = await entries().where('entry.id', '=', id).executeTakeFirst()
      return row === undefined ? null : entryOf(row)
    },
    lately: async (badges, { fromMs, untilMs }) => {
      const row = await entries()
        .where('entry.badge', 'in', badges)
        .where('entry.at', '>=', fromMs)
        .where('entry.at', '<=', untilMs)
        .orderBy('entry.at', 'desc')
        .orderBy('entry.id', 'desc')
        .limit(1)
        .executeTakeFirst()
      return row === undefined ? null : entryOf(row)
    },
    insertEntry: async entry => {
      await db
        .insertInto('screening_entry')
        .values({
          id: entry.id,
          door_id: entry.door,
          device: entry.device,
          source: entry.source,
          badge: entry.badge,
          day: entry.day,
          at: entry.atMs,
          device_at: entry.deviceAtMs,
          received_at: entry.receivedAtMs,
          skew_ms: entry.skewMs,
          is_clock_wrong: entry.isClockWrong ? 1 : 0,
          tenths: entry.tenths,
          is_high: entry.isHigh ? 1 : 0,
          second_of: entry.secondOf,
          observation: entry.observation,
        })
        .execute()
    },
    amendEntry: async (id, { tenths, isHigh, observation }) => {
      await db
        .updateTable('screening_entry')
        .set({ tenths, is_high: isHigh ? 1 : 0, observation })
        .where('id', '=', id)
        .execute()
    },
    unfollowed: async ({ fromMs, untilMs }, limit) =>
      (
        await entries()
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
          .limit(limit)
          .execute()
      ).map(entryOf),
    exported: async ({ fromMs, untilMs }, after, limit) => {
      let query = entries().where('entry.at', '>=', fromMs).where('entry.at', '<', untilMs)
      if (after !== null)
        query = query.where(eb =>
          eb.or([
            eb('entry.at', '>', after.atMs),
            eb.and([eb('entry.at', '=', after.atMs), eb('entry.id', '>', after.id)]),
          ]),
        )
      const rows = await query.orderBy('entry.at').orderBy('entry.id').limit(limit).execute()
      return rows.map(entryOf)
    },
  }
}

function entryOf(
  row: ScreeningTables['screening_entry'] & { seconds: number | null },
): StoredEntry {
  return {
    id: row.id,
    door: row.door_id,
    device: row.device,
    source: row.source === 'camera' ? 'camera' : 'kiosk',
    badge: row.badge,
    day: row.day,
    atMs: row.at,
    deviceAtMs: row.device_at,
    receivedAtMs: row.received_at,
    skewMs: row.skew_ms,
    isClockWrong: row.is_clock_wrong === 1,
    tenths: row.tenths,
    isHigh: row.is_high === 1,
    isSecond: row.second_of !== null,
    hasSecond: (row.seconds ?? 0) > 0,
    secondOf: row.second_of,
    observation: row.observation,
  }
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
    alert: async id => {
      const row = await alerts().where('alert.id', '=', id).executeTakeFirst()
      return row === undefined ? null : alertOf(row)
    },
    openAlerts: async limit =>
      (
        await alerts()
          .where('done_at', 'is', null)
          .orderBy('alert.at', 'desc')
          .orderBy('alert.id', 'desc')
          .limit(limit)
          .execute()
      ).map(alertOf),
    doneAlerts: async limit =>
      (
        await alerts()
          .where('done_at', 'is not', null)
          .orderBy('alert.done_at', 'desc')
          .limit(limit)
          .execute()
      ).map(alertOf),
    untold: async (nowMs, limit) =>
      (await alerts().where('try_at', '<=', nowMs).orderBy('try_at').limit(limit).execute()).map(
        alertOf,
      ),
    insertAlert: async alert => {
      await db
        .insertInto('screening_alert')
        .values({
          id: alert.id,
          kind: alert.kind,
          door_id: alert.door,
          at: alert.atMs,
          is_visitor: alert.isVisitor ? 1 : 0,
          first_id: alert.first.id,
          first_at: alert.first.atMs,
          first_tenths: alert.first.tenths,
          second_id: alert.second?.id ?? null,
          second_at: alert.second?.atMs ?? null,
          second_tenths: alert.second?.tenths ?? null,
          told: JSON.stringify(alert.told),
          tries: alert.tries,
          try_at: alert.tryAtMs,
          done_at: alert.done?.atMs ?? null,
          done_by: alert.done?.by ?? null,
          deed: alert.done?.deed ?? null,
        })
        .execute()
    },
    updateAlert: async (id, { told, tries, tryAtMs, done }) => {
      await db
        .updateTable('screening_alert')
        .set({
          ...(told === undefined ? {} : { told: JSON.stringify(told) }),
          ...(tries === undefined ? {} : { tries }),
          ...(tryAtMs === undefined ? {} : { try_at: tryAtMs }),
          ...(done === undefined
            ? {}
            : {
                done_at: done?.atMs ?? null,
                done_by: done?.by ?? null,
                deed: done?.deed ?? null,
              }),
        })
        .where('id', '=', id)
        .execute()
    },
  }
}

function alertOf(row: ScreeningTables['screening_alert'] & { door_name: string }): StoredAlert {
  return {
    id: row.id,
    // Written by insertAlert and updateAlert from the same types, as are `told` and `deed`.
    kind: row.kind as StoredAlert['kind'],
    door: row.door_id,
    doorName: row.door_name,
    atMs: row.at,
    isVisitor: row.is_visitor === 1,
    first: { id: row.first_id, atMs: row.first_at, tenths: row.first_tenths },
    second:
      row.second_id === null || row.second_at === null || row.second_tenths === null
        ? null
        : { id: row.second_id, atMs: row.second_at, tenths: row.second_tenths },
    told: JSON.parse(row.told) as StoredAlert['told'],
    tries: row.tries,
    tryAtMs: row.try_at,
    done:
      row.done_at === null
        ? null
        : {
            atMs: row.done_at,
            by: row.done_by ?? '',
            deed: row.deed as NonNullable<StoredAlert['done']>['deed'],
          },
  }
}

function countRows(db: Db): Pick<ScreeningWriting, 'counts' | 'forget'> {
  return {
    counts: async (fromDay, untilDay) => {
      const living = await counted(db)
        .where('day', '>=', fromDay)
        .where('day', '<=', untilDay)
        .execute()
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
      sql<number>`sum(case when second_of is not null and is_high = 1 then 1 else 0 end)`.as(
        'high_twice',
      ),
    ])
    .groupBy(['day', 'door_id'])
}

async function keepCounts(db: Db, counts: readonly Counted[]): Promise<void> {
  for (const count of counts)
    await db
      .insertInto('screening_past')
      .values(count)
      .onConflict(conflict =>
        conflict.columns(['day', 'door_id']).doUpdateSet(eb => ({
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

function subscriptionRows(
  db: Db,
): Pick<ScreeningWriting, 'subscriptions' | 'putSubscription' | 'deleteSubscription'> {
  return {
    subscriptions: async () =>
      (await db.selectFrom('screening_subscription').selectAll().execute()).map(row => ({
        endpoint: row.endpoint,
        p256dh: row.p256dh,
        auth: row.auth,
        person: row.person_id,
        createdAtMs: row.created_at,
      })),
    putSubscription: async ({ endpoint, p256dh, auth, person, createdAtMs }) => {
      const values = { p256dh, auth, person_id: person, created_at: createdAtMs }
      await db
        .insertInto('screening_subscription')
        .values({ endpoint, ...values })
        .onConflict(conflict => conflict.column('endpoint').doUpdateSet(values))
        .execute()
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
