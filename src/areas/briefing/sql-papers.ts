/** Documents with the pictures of their pages, minutes, and the files of recordings, on a database. */
import { type Kysely, sql } from 'kysely'
import { all, one, put } from '../../sql/record.ts'
import type { BriefingWriting, StoredDocument } from './store.ts'
import { type BriefingTables, document, minute, recording } from './tables.ts'

type Db = Kysely<BriefingTables>

type DocumentRows = Pick<
  BriefingWriting,
  'documents' | 'document' | 'picturesSize' | 'page' | 'addDocument' | 'removeDocument' | 'putPicture' | 'putText'
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
    of: string,
    page: number,
    columns: { type: string; picture: Uint8Array } | { text: string },
  ) => {
    await db
      .insertInto('briefing_page')
      .values({ document: of, page, type: null, picture: null, text: '', ...columns })
      .onConflict(conflict => conflict.columns(['document', 'page']).doUpdateSet(columns))
      .execute()
  }
  return {
    documents: async briefing =>
      await all(
        documents().where('document.briefing', '=', briefing).orderBy('document.added_at').orderBy('document.id'),
        documentOf,
      ),
    picturesSize: async briefing => {
      const { size } = await db
        .selectFrom('briefing_page as page')
        .innerJoin('briefing_document as document', 'document.id', 'page.document')
        .where('document.briefing', '=', briefing)
        .select(({ fn }) => fn.sum<number | null>(sql`length(page.picture)`).as('size'))
        .executeTakeFirstOrThrow()
      return Number(size ?? 0)
    },
    document: async id => await one(documents().where('document.id', '=', id), documentOf),
    page: async (of, page) =>
      (await db
        .selectFrom('briefing_page')
        .select(['type', 'picture', 'text'])
        .where('document', '=', of)
        .where('page', '=', page)
        .executeTakeFirst()) ?? null,
    addDocument: async given => {
      await db.insertInto('briefing_document').values(document.row(given)).execute()
    },
    removeDocument: async id => {
      await db.deleteFrom('briefing_page').where('document', '=', id).execute()
      await db.deleteFrom('briefing_document').where('id', '=', id).execute()
    },
    putPicture: putPage,
    putText: async (of, page, text) => await putPage(of, page, { text }),
  }
}

function documentOf(row: BriefingTables['briefing_document'] & { ready: number | null }): StoredDocument {
  return { ...document.of(row), ready: row.ready ?? 0 }
}

type MinuteRows = Pick<BriefingWriting, 'minutes' | 'minute' | 'putMinute' | 'removeMinute'>

export function minutesOn(db: Db): MinuteRows {
  const minutes = () => db.selectFrom('briefing_minute').selectAll()
  return {
    minutes: async briefing =>
      await all(minutes().where('briefing', '=', briefing).orderBy('at').orderBy('id'), minute.of),
    minute: async id => await one(minutes().where('id', '=', id), minute.of),
    putMinute: async given => {
      const row = minute.row(given)
      await put(db, 'briefing_minute', row, { key: ['id'], stay: ['briefing', 'at'] })
    },
    removeMinute: async id => {
      await db.deleteFrom('briefing_minute').where('id', '=', id).execute()
    },
  }
}

export function recordingsOn(db: Db): Pick<BriefingWriting, 'recordings' | 'addRecording' | 'sizes'> {
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
      await all(
        db.selectFrom('briefing_recording').selectAll().where('briefing', '=', briefing).orderBy('number'),
        recording.of,
      ),
    addRecording: async given => {
      await db.insertInto('briefing_recording').values(recording.row(given)).execute()
    },
  }
}
