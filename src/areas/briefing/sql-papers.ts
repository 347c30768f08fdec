/** Documents with the pictures of their pages, minutes, and the files of recordings, on a database. */
import { type Kysely, type Selectable, sql } from 'kysely'
import type { MinuteContent } from './model.ts'
import type { BriefingWriting, StoredDocument, StoredMinute, StoredRecording } from './store.ts'
import type { BriefingTables } from './tables.ts'

type Db = Kysely<BriefingTables>

type DocumentRows = Pick<
  BriefingWriting,
  | 'documents'
  | 'document'
  | 'picturesSize'
  | 'page'
  | 'addDocument'
  | 'removeDocument'
  | 'putPicture'
  | 'putText'
>

export function documentsOn(db: Db): DocumentRows {
  const documents = () =>
    db
      .selectFrom('briefing_document as document')
      .selectAll('document')
      .select(eb =>
        eb
          .selectFrom('briefing_page as page')
          .select(({ fn }) => fn.countAll<number>().as('ready'))
          .whereRef('page.document', '=', 'document.id')
          .where('page.picture', 'is not', null)
          .as('ready'),
      )
  const putPage = async (
    document: string,
    page: number,
    columns: { type: string; picture: Uint8Array } | { text: string },
  ) => {
    await db
      .insertInto('briefing_page')
      .values({ document, page, type: null, picture: null, text: '', ...columns })
      .onConflict(conflict => conflict.columns(['document', 'page']).doUpdateSet(columns))
      .execute()
  }
  return {
    documents: async briefing =>
      (
        await documents()
          .where('document.briefing', '=', briefing)
          .orderBy('document.added_at')
          .orderBy('document.id')
          .execute()
      ).map(documentOf),
    picturesSize: async briefing => {
      const { size } = await db
        .selectFrom('briefing_page as page')
        .innerJoin('briefing_document as document', 'document.id', 'page.document')
        .where('document.briefing', '=', briefing)
        .select(({ fn }) => fn.sum<number | null>(sql`length(page.picture)`).as('size'))
        .executeTakeFirstOrThrow()
      return Number(size ?? 0)
    },
    document: async id => {
      const row = await documents().where('document.id', '=', id).executeTakeFirst()
      return row === undefined ? null : documentOf(row)
    },
    page: async (document, page) => {
      const row = await db
        .selectFrom('briefing_page')
        .select(['type', 'picture', 'text'])
        .where('document', '=', document)
        .where('page', '=', page)
        .executeTakeFirst()
      return row ?? null
    },
    addDocument: async ({ id, briefing, name, pages, addedAt, addedBy }) => {
      await db
        .insertInto('briefing_document')
        .values({
          ...{ id, briefing, name, pages },
          added_at: addedAt,
          added_by: addedBy.id,
          added_by_name: addedBy.name,
        })
        .execute()
    },
    removeDocument: async id => {
      await db.deleteFrom('briefing_page').where('document', '=', id).execute()
      await db.deleteFrom('briefing_document').where('id', '=', id).execute()
    },
    putPicture: async (document, page, picture) => await putPage(document, page, picture),
    putText: async (document, page, text) => await putPage(document, page, { text }),
  }
}

function documentOf(
  row: Selectable<BriefingTables['briefing_document']> & { ready: number | null },
): StoredDocument {
  return {
    id: row.id,
    briefing: row.briefing,
    name: row.name,
    pages: row.pages,
    ready: row.ready ?? 0,
    addedAt: row.added_at,
    addedBy: { id: row.added_by, name: row.added_by_name },
  }
}

type MinuteRows = Pick<BriefingWriting, 'minutes' | 'minute' | 'putMinute' | 'removeMinute'>

export function minutesOn(db: Db): MinuteRows {
  const minutes = () => db.selectFrom('briefing_minute').selectAll()
  return {
    minutes: async briefing =>
      (await minutes().where('briefing', '=', briefing).orderBy('at').orderBy('id').execute()).map(
        minuteOf,
      ),
    minute: async id => {
      const row = await minutes().where('id', '=', id).executeTakeFirst()
      return row === undefined ? null : minuteOf(row)
    },
    putMinute: async ({ id, briefing, at, version, content, updatedAt, updatedBy }) => {
      const columns = {
        version,
        content: JSON.stringify(content),
        updated_at: updatedAt,
        updated_by: updatedBy.id,
        updated_by_name: updatedBy.name,
      }
      await db
        .insertInto('briefing_minute')
        .values({ id, briefing, at, ...columns })
        .onConflict(conflict => conflict.column('id').doUpdateSet(columns))
        .execute()
    },
    removeMinute: async id => {
      await db.deleteFrom('briefing_minute').where('id', '=', id).execute()
    },
  }
}

function minuteOf(row: Selectable<BriefingTables['briefing_minute']>): StoredMinute {
  return {
    id: row.id,
    briefing: row.briefing,
    version: row.version,
    // Written by putMinute from the same type, as are a recording's gaps below.
    content: JSON.parse(row.content) as MinuteContent,
    at: row.at,
    updatedAt: row.updated_at,
    updatedBy: { id: row.updated_by, name: row.updated_by_name },
  }
}

export function recordingsOn(
  db: Db,
): Pick<BriefingWriting, 'recordings' | 'addRecording' | 'sizes'> {
  return {
    sizes: async () => {
      const { pictures } = await db
        .selectFrom('briefing_page')
        .select(({ fn }) => fn.sum<number | null>(sql`length(picture)`).as('pictures'))
        .executeTakeFirstOrThrow()
      const { recordings } = await db
        .selectFrom('briefing_recording')
        .select(({ fn }) => fn.sum<number | null>('octets').as('recordings'))
        .executeTakeFirstOrThrow()
      return { pictures: Number(pictures ?? 0), recordings: Number(recordings ?? 0) }
    },
    recordings: async briefing =>
      (
        await db
          .selectFrom('briefing_recording')
          .selectAll()
          .where('briefing', '=', briefing)
          .orderBy('number')
          .execute()
      ).map(recordingOf),
    addRecording: async ({ briefing, number, file, octets, sha256, ...of }) => {
      await db
        .insertInto('briefing_recording')
        .values({
          ...{ briefing, number, file, octets, sha256 },
          began_at: of.beganAt,
          duration_ms: of.durationMs,
          gaps: JSON.stringify(of.gaps),
        })
        .execute()
    },
  }
}

function recordingOf(row: Selectable<BriefingTables['briefing_recording']>): StoredRecording {
  return {
    briefing: row.briefing,
    number: row.number,
    file: row.file,
    octets: row.octets,
    sha256: row.sha256,
    beganAt: row.began_at,
    durationMs: row.duration_ms,
    gaps: JSON.parse(row.gaps) as StoredRecording['gaps'],
  }
}
