/** Remarks and templates in the database. Their first tables are made in src/sql/migrations, with what rounds keep of being used again. */
import type { Kysely, Selectable } from 'kysely'
import type { AreaTables } from '../../sql/store.ts'
import { insertedTexts } from './migrations/037-inserted-texts.ts'
import { type InsertedText, REMARKS_MAX, TEMPLATES_MAX } from './model.ts'
import type { DraftingWriting, StoredRemark, StoredTemplate } from './store.ts'
import type { DraftingTables } from './tables.ts'

export const draftingTables: AreaTables = {
  rows: { drafting: db => draftingOn(db.withTables<DraftingTables>()) },
  migrations: [insertedTexts],
  restored: [],
}

/** Of a template, all but what another draft begins with. */
const LISTED = [
  'id',
  'kind',
  'name',
  'note',
  'purpose',
  'source',
  'source_title',
  'version',
  'digest',
  'texts',
  'approved_at',
  'approved_by',
  'made_at',
  'made_by',
] as const
type ListedRow = Pick<Selectable<DraftingTables['template']>, (typeof LISTED)[number]>

function draftingOn(db: Kysely<DraftingTables>): DraftingWriting {
  return {
    remarks: async ({ kind, id }) =>
      (
        await db
          .selectFrom('remark')
          .selectAll()
          .where('kind', '=', kind)
          .where('subject', '=', id)
          .orderBy('at')
          .orderBy('id')
          .limit(REMARKS_MAX)
          .execute()
      ).map(remarkOf),
    remark: async id => {
      const row = await db.selectFrom('remark').selectAll().where('id', '=', id).executeTakeFirst()
      return row === undefined ? null : remarkOf(row)
    },
    insertRemark: async ({ id, subject, version, text, at, by, settled }) => {
      await db
        .insertInto('remark')
        .values({
          ...{ id, kind: subject.kind, subject: subject.id, version, text, at },
          ...{ by_id: by.id, by_name: by.name },
          ...settledColumns(settled),
        })
        .execute()
    },
    settleRemark: async (id, settled) => {
      await db.updateTable('remark').set(settledColumns(settled)).where('id', '=', id).execute()
    },
    dropRemarks: async ({ kind, id }) => {
      await db.deleteFrom('remark').where('kind', '=', kind).where('subject', '=', id).execute()
    },

    templates: async kind => {
      let rows = db
        .selectFrom('template')
        .select(LISTED)
        .orderBy('made_at', 'desc')
        .orderBy('id', 'desc')
        .limit(TEMPLATES_MAX)
      if (kind !== null) rows = rows.where('kind', '=', kind)
      return (await rows.execute()).map(templateOf)
    },
    template: async id => {
      const row = await db
        .selectFrom('template')
        .selectAll()
        .where('id', '=', id)
        .executeTakeFirst()
      // Written by insertTemplate, as is all JSON here.
      return row === undefined
        ? null
        : { ...templateOf(row), content: JSON.parse(row.content) as unknown }
    },
    countTemplates: async () => {
      const { n } = await db
        .selectFrom('template')
        .select(({ fn }) => fn.countAll().as('n'))
        .executeTakeFirstOrThrow()
      return Number(n)
    },
    insertTemplate: async ({ texts, content, sourceId, sourceTitle, ...template }) => {
      const { id, kind, name, note, purpose, version, digest } = template
      await db
        .insertInto('template')
        .values({
          ...{ id, kind, name, note, purpose, version, digest },
          ...{ source: sourceId, source_title: sourceTitle },
          ...{ texts: JSON.stringify(texts), content: JSON.stringify(content) },
          ...{ approved_at: template.approvedAt, approved_by: template.approvedBy },
          ...{ made_at: template.madeAt, made_by: template.madeBy },
        })
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
      await db
        .deleteFrom('inserted_text')
        .where('kind', '=', kind)
        .where('subject', '=', id)
        .execute()
      if (texts.length === 0) return
      await db
        .insertInto('inserted_text')
        .values({ kind, subject: id, texts: JSON.stringify(texts) })
        .execute()
    },
  }
}

function settledColumns(settled: StoredRemark['settled']) {
  return { settled_at: settled?.at ?? null, settled_by: settled?.by ?? null }
}

function remarkOf(row: Selectable<DraftingTables['remark']>): StoredRemark {
  const { settled_at, settled_by } = row
  return {
    ...{ id: row.id, version: row.version, text: row.text, at: row.at },
    subject: { kind: row.kind as StoredRemark['subject']['kind'], id: row.subject },
    by: { id: row.by_id, name: row.by_name },
    settled: settled_at === null || settled_by === null ? null : { at: settled_at, by: settled_by },
  }
}

function templateOf(row: ListedRow): StoredTemplate {
  const { id, name, note, version, digest } = row
  return {
    ...{ id, name, note, version, digest },
    kind: row.kind as StoredTemplate['kind'],
    purpose: row.purpose as StoredTemplate['purpose'],
    texts: JSON.parse(row.texts) as StoredTemplate['texts'],
    ...{ sourceId: row.source, sourceTitle: row.source_title },
    ...{ approvedAt: row.approved_at, approvedBy: row.approved_by },
    ...{ madeAt: row.made_at, madeBy: row.made_by },
  }
}
