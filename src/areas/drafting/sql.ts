/** Remarks and templates in the database. Their first tables are made in src/sql/migrations, with what rounds keep of being used again. */
import type { Kysely } from 'kysely'
import { all, one, type RowOf, record } from '../../sql/record.ts'
import type { AreaTables } from '../../sql/store.ts'
import { insertedTexts } from './migrations/037-inserted-texts.ts'
import { type InsertedText, REMARKS_MAX, TEMPLATES_MAX } from './model.ts'
import type { DraftingWriting, StoredRemark, StoredTemplate } from './store.ts'

/* Tables of remarks and templates as TypeScript sees them. Instants are milliseconds since 1970. */

const remark = record<StoredRemark>()({
  plain: 'id version text at',
  parts: { subject: 'kind=kind id=subject', by: 'id name', settled: 'at by' },
})

/** All but what another draft begins with. */
const template = record<StoredTemplate>()({
  plain: [
    'id kind name note purpose sourceId=source sourceTitle version digest',
    'approvedAt approvedBy madeAt madeBy',
  ],
  json: 'texts',
})

type DraftingTables = {
  remark: RowOf<typeof remark>
  inserted_text: {
    kind: string
    subject: string
    /** JSON. */
    texts: string
  }
  template: RowOf<typeof template> & {
    /** JSON. */
    content: string
  }
}

export const draftingTables: AreaTables = {
  rows: { drafting: db => draftingOn(db.withTables<DraftingTables>()) },
  migrations: [insertedTexts],
  restored: [],
}

function draftingOn(db: Kysely<DraftingTables>): DraftingWriting {
  return {
    remarks: async ({ kind, id }) =>
      await all(
        db
          .selectFrom('remark')
          .selectAll()
          .where('kind', '=', kind)
          .where('subject', '=', id)
          .orderBy('at')
          .orderBy('id')
          .limit(REMARKS_MAX),
        remark.of,
      ),
    remark: async id => await one(db.selectFrom('remark').selectAll().where('id', '=', id), remark.of),
    insertRemark: async given => {
      await db.insertInto('remark').values(remark.row(given)).execute()
    },
    settleRemark: async (id, settled) => {
      await db.updateTable('remark').set(remark.changes({ settled })).where('id', '=', id).execute()
    },
    dropRemarks: async ({ kind, id }) => {
      await db.deleteFrom('remark').where('kind', '=', kind).where('subject', '=', id).execute()
    },

    templates: async kind => {
      let rows = db
        .selectFrom('template')
        .select(template.columns)
        .orderBy('made_at', 'desc')
        .orderBy('id', 'desc')
        .limit(TEMPLATES_MAX)
      if (kind !== null) rows = rows.where('kind', '=', kind)
      return await all(rows, template.of)
    },
    // Written by insertTemplate, as is all JSON here.
    template: async id =>
      await one(db.selectFrom('template').selectAll().where('id', '=', id), row => ({
        ...template.of(row),
        content: JSON.parse(row.content) as unknown,
      })),
    countTemplates: async () => {
      const { n } = await db
        .selectFrom('template')
        .select(({ fn }) => fn.countAll().as('n'))
        .executeTakeFirstOrThrow()
      return Number(n)
    },
    insertTemplate: async given => {
      await db
        .insertInto('template')
        .values({ ...template.row(given), content: JSON.stringify(given.content) })
        .execute()
    },
    dropTemplate: async id => {
      await db.deleteFrom('template').where('id', '=', id).execute()
    },

    inserted: async ({ kind, id }) => {
      const row = await db
        .selectFrom('inserted_text')
        .select('texts')
        .where('kind', '=', kind)
        .where('subject', '=', id)
        .executeTakeFirst()
      return row === undefined ? [] : (JSON.parse(row.texts) as InsertedText[])
    },
    keepInserted: async ({ kind, id }, texts) => {
      await db.deleteFrom('inserted_text').where('kind', '=', kind).where('subject', '=', id).execute()
      if (texts.length === 0) return
      await db
        .insertInto('inserted_text')
        .values({ kind, subject: id, texts: JSON.stringify(texts) })
        .execute()
    },
  }
}
