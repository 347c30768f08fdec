/** Sites, briefings, their places and what happened in them, on a database. */
import type { Kysely, Selectable } from 'kysely'
import { newestFirst } from '../../sql/pages.ts'
import type { LogEntry } from './hall/log.ts'
import type { BriefingContent, SiteContent, Verdict } from './model.ts'
import type { BriefingWriting, StoredBriefing, StoredPlace, StoredSite } from './store.ts'
import type { BriefingTables } from './tables.ts'

type Db = Kysely<BriefingTables>

export function sitesOn(db: Db): Pick<BriefingWriting, 'sites' | 'site' | 'putSite'> {
  const sites = () => db.selectFrom('briefing_site').selectAll()
  return {
    sites: async () => (await sites().orderBy('position').orderBy('id').execute()).map(siteOf),
    site: async id => {
      const row = await sites().where('id', '=', id).executeTakeFirst()
      return row === undefined ? null : siteOf(row)
    },
    putSite: async ({ id, position, version, content, verdict, updatedAt, updatedBy }) => {
      const columns = {
        position,
        version,
        content: JSON.stringify(content),
        verdict: verdict === null ? null : JSON.stringify(verdict),
        updated_at: updatedAt,
        updated_by: updatedBy.id,
        updated_by_name: updatedBy.name,
      }
      await db
        .insertInto('briefing_site')
        .values({ id, ...columns })
        .onConflict(conflict => conflict.column('id').doUpdateSet(columns))
        .execute()
    },
  }
}

function siteOf(row: Selectable<BriefingTables['briefing_site']>): StoredSite {
  return {
    id: row.id,
    position: row.position,
    version: row.version,
    // Written by putSite from the same types, as is what is read below.
    content: JSON.parse(row.content) as SiteContent,
    verdict: verdictOf(row.verdict),
    updatedAt: row.updated_at,
    updatedBy: { id: row.updated_by, name: row.updated_by_name },
  }
}

function verdictOf(text: string | null): Verdict | null {
  return text === null ? null : (JSON.parse(text) as Verdict)
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
      if (query.states !== null)
        rows = rows.where('state', 'in', query.states.length > 0 ? query.states : [''])
      return await newestFirst(rows, query, { at: 'starts_at', item: briefingOf })
    },
    briefing: async id => {
      const row = await briefings().where('id', '=', id).executeTakeFirst()
      return row === undefined ? null : briefingOf(row)
    },
    openBriefings: async () =>
      (await briefings().where('state', '=', 'open').orderBy('began_at').execute()).map(briefingOf),
    briefingsPlanned: async (fromMs, untilMs, limit) =>
      (
        await briefings()
          .where('starts_at', '>=', fromMs)
          .where('starts_at', '<', untilMs)
          .orderBy('starts_at')
          .orderBy('id')
          .limit(limit)
          .execute()
      ).map(briefingOf),
    briefingsBegun: async (fromMs, untilMs) =>
      (
        await briefings()
          .where('began_at', '>=', fromMs)
          .where('began_at', '<', untilMs)
          .orderBy('began_at')
          .orderBy('id')
          .execute()
      ).map(briefingOf),
    putBriefing: async briefing => {
      const columns = columnsOf(briefing)
      await db
        .insertInto('briefing')
        .values({
          id: briefing.id,
          created_at: briefing.createdAt,
          created_by: briefing.createdBy.id,
          created_by_name: briefing.createdBy.name,
          ...columns,
        })
        .onConflict(conflict => conflict.column('id').doUpdateSet(columns))
        .execute()
    },
  }
}

function columnsOf(briefing: StoredBriefing) {
  return {
    version: briefing.version,
    state: briefing.state,
    content: JSON.stringify(briefing.content),
    starts_at: Date.parse(briefing.content.startsAt),
    began_at: briefing.beganAt,
    ended_at: briefing.endedAt,
    closed_at: briefing.closedAt,
    updated_at: briefing.updatedAt,
    updated_by: briefing.updatedBy.id,
    updated_by_name: briefing.updatedBy.name,
  }
}

function briefingOf(row: Selectable<BriefingTables['briefing']>): StoredBriefing {
  return {
    id: row.id,
    version: row.version,
    state: row.state as StoredBriefing['state'],
    content: JSON.parse(row.content) as BriefingContent,
    beganAt: row.began_at,
    endedAt: row.ended_at,
    closedAt: row.closed_at,
    createdAt: row.created_at,
    createdBy: { id: row.created_by, name: row.created_by_name },
    updatedAt: row.updated_at,
    updatedBy: { id: row.updated_by, name: row.updated_by_name },
  }
}

type PlaceRows = Pick<
  BriefingWriting,
  'places' | 'placeByLink' | 'placeByToken' | 'putPlace' | 'removePlace'
>

export function placesOn(db: Db): PlaceRows {
  const places = () => db.selectFrom('briefing_place').selectAll()
  return {
    places: async briefing =>
      (await places().where('briefing', '=', briefing).orderBy('site').execute()).map(placeOf),
    placeByLink: async sha256 => {
      const row = await places().where('link_sha256', '=', sha256).executeTakeFirst()
      return row === undefined ? null : placeOf(row)
    },
    placeByToken: async sha256 => {
      const row = await places().where('token_sha256', '=', sha256).executeTakeFirst()
      return row === undefined ? null : placeOf(row)
    },
    putPlace: async ({ briefing, site, ...opens }) => {
      const columns = {
        link_sha256: opens.linkSha256,
        link_expires_at: opens.linkExpiresAt,
        token_sha256: opens.tokenSha256,
        token_at: opens.tokenAt,
        verdict: opens.verdict === null ? null : JSON.stringify(opens.verdict),
      }
      await db
        .insertInto('briefing_place')
        .values({ briefing, site, ...columns })
        .onConflict(conflict => conflict.columns(['briefing', 'site']).doUpdateSet(columns))
        .execute()
    },
    removePlace: async (briefing, site) => {
      await db
        .deleteFrom('briefing_place')
        .where('briefing', '=', briefing)
        .where('site', '=', site)
        .execute()
    },
  }
}

function placeOf(row: Selectable<BriefingTables['briefing_place']>): StoredPlace {
  return {
    briefing: row.briefing,
    site: row.site,
    linkSha256: row.link_sha256,
    linkExpiresAt: row.link_expires_at,
    tokenSha256: row.token_sha256,
    tokenAt: row.token_at,
    verdict: verdictOf(row.verdict),
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

function entryOf(row: Omit<Selectable<BriefingTables['briefing_log']>, 'briefing'>): LogEntry {
  return {
    sequence: row.sequence,
    atMs: row.at,
    kind: row.kind,
    site: row.site,
    details: JSON.parse(row.details) as unknown,
  } as LogEntry
}
