/** The tables of siren orders and of their jobs. */
import { type Kysely, sql } from 'kysely'
import type { Migration } from '../../sql/migration.ts'
import { all, one, put, type RowOf, record } from '../../sql/record.ts'
import type { AreaTables } from '../../sql/store.ts'
import { jobTable, SqlJobs } from '../operators/sql.ts'
import type { SirenWriting, StoredSiren } from './store.ts'

const siren = record<StoredSiren>()({
  plain: 'id version state reason updatedAt',
  json: 'content writers',
  writers: 'submittedBy updatedBy',
})
type SirenTables = { siren: RowOf<typeof siren> }

const migration: Migration = {
  name: '901-sirens',
  up: async db => {
    const columns = 'submitted_by text, submitted_by_name text, updated_by text not null, updated_by_name text not null'
    const siren = `id text primary key, version bigint not null, state text not null, reason text, updated_at bigint not null,
      content text not null, writers text not null, ${columns}`
    for (const each of [`create table siren (${siren})`, jobTable('siren_job')]) await sql.raw(each).execute(db)
  },
}

export const sirenTables: AreaTables = {
  rows: { sirens: db => sirensOn(db.withTables<SirenTables>()), sirenJobs: db => new SqlJobs(db, 'siren_job') },
  migrations: [migration],
  restored: [],
}

function sirensOn(db: Kysely<SirenTables>): SirenWriting {
  const sirens = () => db.selectFrom('siren').selectAll()
  return {
    siren: async id => await one(sirens().where('id', '=', id), siren.of),
    sirens: async () => await all(sirens().orderBy('updated_at', 'desc').orderBy('id'), siren.of),
    putSiren: async given => await put(db, 'siren', siren.row(given), { key: ['id'] }),
  }
}
