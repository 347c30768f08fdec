/** Sites, briefings, their places and what happened in them, on a database. */
import type { Kysely } from 'kysely'
import { newestFirst } from '../../sql/pages.ts'
import { all, among, one, put } from '../../sql/record.ts'
import type { LogEntry } from './hall/log.ts'
import type { BriefingWriting } from './store.ts'
import { type BriefingTables, briefing, place, site } from './tables.ts'

type Db = Kysely<BriefingTables>

export function sitesOn(db: Db): Pick<BriefingWriting, 'sites' | 'site' | 'putSite'> {
  const sites = () => db.selectFrom('briefing_site').selectAll()
  return {
    sites: async () => await all(sites().orderBy('position').orderBy('id'), site.of),
    site: async id => await one(sites().where('id', '=', id), site.of),
    putSite: async given => await put(db, 'briefing_site', site.row(given), { key: ['id'] }),
  }
}

type BriefingRows = Pick<
  BriefingWriting,
  'briefings' | 'briefing' | 'openBriefings' | 'briefingsBegun' | 'briefingsPlanned' | 'putBriefing'
>

export function briefingsOn(db: Db): BriefingRows {
  const briefings = () => db.selectFrom('briefing').selectAll()
  return {
    briefings: async query => {
      let rows = briefings()
      if (query.states !== null) rows = rows.where('state', 'in', among(query.states))
      return await newestFirst(rows, query, { at: 'starts_at', item: briefing.of })
    },
    briefing: async id => await one(briefings().where('id', '=', id), briefing.of),
    openBriefings: async () => await all(briefings().where('state', '=', 'open').orderBy('began_at'), briefing.of),
    briefingsPlanned: async (fromMs, untilMs, limit) =>
      await all(
        briefings()
          .where('starts_at', '>=', fromMs)
          .where('starts_at', '<', untilMs)
          .orderBy('starts_at')
          .orderBy('id')
          .limit(limit),
        briefing.of,
      ),
    briefingsBegun: async (fromMs, untilMs) =>
      await all(
        briefings().where('began_at', '>=', fromMs).where('began_at', '<', untilMs).orderBy('began_at').orderBy('id'),
        briefing.of,
      ),
    putBriefing: async given => {
      const row = { ...briefing.row(given), starts_at: Date.parse(given.content.startsAt) }
      const stay = ['created_at', 'created_by', 'created_by_name'] as const
      await put(db, 'briefing', row, { key: ['id'], stay })
    },
  }
}

type PlaceRows = Pick<BriefingWriting, 'places' | 'placeByLink' | 'placeByToken' | 'putPlace' | 'removePlace'>

export function placesOn(db: Db): PlaceRows {
  const places = () => db.selectFrom('briefing_place').selectAll()
  return {
    places: async of => await all(places().where('briefing', '=', of).orderBy('site'), place.of),
    placeByLink: async sha256 => await one(places().where('link_sha256', '=', sha256), place.of),
    placeByToken: async sha256 => await one(places().where('token_sha256', '=', sha256), place.of),
    putPlace: async given => await put(db, 'briefing_place', place.row(given), { key: ['briefing', 'site'] }),
    removePlace: async (briefing, site) => {
      await db.deleteFrom('briefing_place').where('briefing', '=', briefing).where('site', '=', site).execute()
    },
  }
}

export function logOn(db: Db): Pick<BriefingWriting, 'log' | 'append'> {
  return {
    log: async (briefing, kinds) => {
      let query = db.selectFrom('briefing_log').selectAll().where('briefing', '=', briefing)
      if (kinds !== undefined) query = query.where('kind', 'in', kinds)
      return (await query.orderBy('sequence').execute()).map(entryOf)
    },
    append: async (briefing, { atMs, kind, site, details }) => {
      const { last } = await db
        .selectFrom('briefing_log')
        .select(({ fn }) => fn.max('sequence').as('last'))
        .where('briefing', '=', briefing)
        .executeTakeFirstOrThrow()
      const row = {
        sequence: ((last as number | null) ?? 0) + 1,
        at: atMs,
        kind,
        site,
        details: JSON.stringify(details),
      }
      await db
        .insertInto('briefing_log')
        .values({ briefing, ...row })
        .execute()
      return entryOf(row)
    },
  }
}

function entryOf(row: Omit<BriefingTables['briefing_log'], 'briefing'>): LogEntry {
  return {
    sequence: row.sequence,
    atMs: row.at,
    kind: row.kind,
    site: row.site,
    details: JSON.parse(row.details) as unknown,
  } as LogEntry
}
