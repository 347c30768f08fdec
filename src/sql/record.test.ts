import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Kysely, sql } from 'kysely'
import { NodeSqliteDialect, openSqlite } from './node-sqlite.ts'
import { all, among, one, put, type RowOf, record } from './record.ts'

interface Thing {
  readonly id: string
  readonly dueAt: number | null
  readonly operator: string
  readonly text: string
  readonly content: { readonly a: number }
  readonly proof: readonly string[] | null
  readonly isOpen: boolean
  readonly submittedBy: { readonly id: string; readonly name: string } | null
  readonly code: { readonly sha256: string; readonly expiresAt: number } | null
  readonly copyOf: { readonly id: string; readonly title: string } | null
}

const thing = record<Thing>()({
  plain: ['id dueAt', 'operator=operator_id text'],
  json: 'content proof',
  flags: 'isOpen',
  writers: 'submittedBy',
  parts: { code: 'sha256 expiresAt', copyOf: 'id=copy_of title=copied_title' },
})

const FULL: Thing = {
  id: 'a',
  dueAt: 5,
  operator: 'one',
  text: '{"a":1}',
  content: { a: 1 },
  proof: ['b'],
  isOpen: true,
  submittedBy: { id: 'p', name: 'Lan' },
  code: { sha256: 'c', expiresAt: 6 },
  copyOf: { id: 'd', title: 'Bão' },
}
const ROW: RowOf<typeof thing> = {
  id: 'a',
  due_at: 5,
  operator_id: 'one',
  text: '{"a":1}',
  content: '{"a":1}',
  proof: '["b"]',
  is_open: 1,
  submitted_by: 'p',
  submitted_by_name: 'Lan',
  code_sha256: 'c',
  code_expires_at: 6,
  copy_of: 'd',
  copied_title: 'Bão',
}
const EMPTY: Thing = {
  id: 'a',
  dueAt: null,
  operator: '',
  text: '',
  content: { a: 0 },
  proof: null,
  isOpen: false,
  submittedBy: null,
  code: null,
  copyOf: null,
}

test('a record becomes a row and the same record again, and what somebody wrote stays text', () => {
  assert.deepEqual(thing.row(FULL), ROW)
  assert.deepEqual(thing.of(ROW), FULL)
  assert.deepEqual(thing.of(thing.row(EMPTY)), EMPTY)
  assert.deepEqual(thing.columns, Object.keys(ROW))
})

test('what a row has beyond the record is not read, nor what a record has beyond its declaration written', () => {
  const [row, stored] = [
    { ...ROW, more: 1 },
    { ...FULL, more: 1 },
  ]
  assert.deepEqual(thing.of(row), FULL)
  assert.deepEqual(thing.row(stored), ROW)
})

test('of a change only what is given becomes columns, and null is given', () => {
  assert.deepEqual(thing.changes({ isOpen: false, submittedBy: null, proof: null, dueAt: 3 }), {
    is_open: 0,
    submitted_by: null,
    submitted_by_name: null,
    proof: null,
    due_at: 3,
  })
  assert.deepEqual(thing.changes({}), {})
})

test('a row that is put again changes, but for the columns that stay; what is sought among nothing is not found', async t => {
  const db = new Kysely<{ thing: RowOf<typeof thing> }>({ dialect: new NodeSqliteDialect(openSqlite(':memory:')) })
  t.after(async () => await db.destroy())
  const columns = thing.columns.map(name => (name === 'id' ? 'id text primary key' : name))
  await sql.raw(`create table thing (${columns.join(', ')})`).execute(db)
  const things = () => db.selectFrom('thing').selectAll()
  await put(db, 'thing', thing.row(FULL), { key: ['id'] })
  await put(db, 'thing', thing.row(EMPTY), { key: ['id'], stay: ['text', 'content'] })
  const { text, content } = FULL
  assert.deepEqual(await all(things(), thing.of), [{ ...EMPTY, text, content }])
  assert.equal(await one(things().where('id', '=', 'none'), thing.of), null)
  assert.deepEqual(await all(things().where('id', 'in', among([])), thing.of), [])
})

test('a declaration that is not true of its record does not compile', () => {
  interface Pair {
    readonly id: string
    readonly by: { readonly id: string; readonly name: string }
    readonly isOpen: boolean
  }
  const pair = record<Pair>()
  pair({ plain: 'id', flags: 'isOpen', parts: { by: 'id name' } })
  // @ts-expect-error: a field is left out.
  pair({ plain: 'id', parts: { by: 'id name' } })
  // @ts-expect-error: a field is none of its own.
  pair({ plain: 'id name', flags: 'isOpen', parts: { by: 'id name' } })
  // @ts-expect-error: an object stands in no column as it is.
  pair({ plain: 'id by', flags: 'isOpen' })
  // @ts-expect-error: a truth value is no text.
  pair({ plain: 'id isOpen', parts: { by: 'id name' } })
  // @ts-expect-error: a part is left out.
  pair({ plain: 'id', flags: 'isOpen', parts: { by: 'id' } })
  // @ts-expect-error: a part is none of its field.
  pair({ plain: 'id', flags: 'isOpen', parts: { by: 'id name at' } })
})

test('a word that is no name makes no function', () => {
  for (const declared of [{ plain: 'a=b} alert(' }, { parts: { 'a: alert(), b': 'id' } }])
    assert.throws(() => record<object>()(declared as never), /match/)
})
