/**
 * How long a page of the trail takes with 500,000 entries of ten years, by words, names, days and all of them: below 150 ms each.
 *
 *   node bench/authority/trail.bench.ts [postgres://…]        an embedded database in a temporary file without an address
 */
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { MIGRATIONS, openStore } from '../../src/app/areas.ts'
import type { TrailQuery } from '../../src/authority/store.ts'
import { hashOf } from '../../src/authority/trail.ts'
import { canonicalJson } from '../../src/base/canonical.ts'
import { type Database, openDatabase } from '../../src/sql/database.ts'
import { migrate } from '../../src/sql/migrate.ts'
import { foundOf, keepFound } from '../../src/sql/trail-words.ts'

const ENTRIES = 500_000
const START = Date.parse('2016-01-01T00:00:00Z')
const EVERY_MS = (10 * 365 * 86_400_000) / ENTRIES
const AT_ONCE = 1000
const RUNS = 9
const PAGE = 51
const FAMILIES = ['Nguyễn', 'Trần', 'Lê', 'Phạm', 'Hoàng', 'Vũ', 'Đặng']
const ACTIONS = ['round.approve', 'round.submit', 'directive.return', 'session.begin', 'list.sign']

async function fill(database: Database): Promise<void> {
  await migrate(database, MIGRATIONS)
  const { kysely, kind } = database
  let previous = '0'.repeat(64)
  for (let from = 1; from <= ENTRIES; from += AT_ONCE) {
    const rows = Array.from({ length: AT_ONCE }, (_, at) => {
      const sequence = from + at
      const action = ACTIONS[sequence % ACTIONS.length]
      const name = `${FAMILIES[sequence % 7]} Văn ${String.fromCharCode(65 + (sequence % 26))}`
      const details = {
        reason: `Nội dung số ${sequence % 1000}, ${sequence % 5003 === 0 ? 'cần sửa' : 'đồng ý'}`,
        version: sequence % 9,
      }
      const entry = {
        sequence,
        at: new Date(START + sequence * EVERY_MS).toISOString(),
        action,
        details,
        actor: { kind: 'person' as const, id: `p-${sequence % 182}`, name },
        subject: { kind: 'round', id: `r-${sequence >> 3}` },
        previous,
      }
      previous = hashOf(entry)
      return {
        sequence,
        at: Date.parse(entry.at),
        action,
        actor_kind: 'person',
        actor_id: entry.actor.id,
        actor_name: name,
        subject_kind: 'round',
        subject_id: entry.subject.id,
        details: canonicalJson(details),
        previous: entry.previous,
        hash: previous,
      }
    })
    await kysely.transaction().execute(async tx => {
      await tx.insertInto('trail').values(rows).execute()
      await keepFound(tx, kind, rows.map(foundOf))
    })
  }
}

const DAYS = { fromMs: Date.parse('2018-03-01T00:00:00Z'), untilMs: Date.parse('2018-03-08T00:00:00Z') }
const NONE: TrailQuery = { action: null, actor: null, subject: null }
const words = (...of: string[]) => of.map(word => ({ word, actions: [] }))
const ASKED: Readonly<Record<string, TrailQuery>> = {
  'all of it': NONE,
  'a week years ago': { ...NONE, ...DAYS },
  'the first half': { ...NONE, untilMs: Date.parse('2021-01-01T00:00:00Z') },
  'a kind of action': { ...NONE, action: 'round' },
  'an action in a week': { ...NONE, ...DAYS, action: 'round.approve' },
  'a family name': { ...NONE, actor: 'nguyen' },
  'a whole name': { ...NONE, actor: 'Trần Văn B' },
  'a name in a week': { ...NONE, ...DAYS, actor: 'tran van' },
  'a name and an action': { ...NONE, actor: 'ng', action: 'round' },
  'an id': { ...NONE, actor: 'p-17' },
  nobody: { ...NONE, actor: 'không ai' },
  'a word of every entry': { ...NONE, text: words('noi') },
  'two words': { ...NONE, text: words('can', 'sua') },
  'a word in a week': { ...NONE, ...DAYS, text: words('dong') },
  'a word, a name, an action': { ...NONE, text: words('77'), actor: 'le', action: 'list.sign' },
  'a word that says what was done': { ...NONE, text: [{ word: 'duyet', actions: ['round.approve', 'list.sign'] }] },
  'one letter': { ...NONE, text: words('n') },
}

if (import.meta.main) {
  const [url] = process.argv.slice(2)
  const folder = mkdtempSync(join(tmpdir(), 'loa-trail-'))
  const began = performance.now()
  const database = await openDatabase(url === undefined ? { file: join(folder, 'a') } : { url })
  try {
    await fill(database)
    console.log(`filled in ${((performance.now() - began) / 1000).toFixed(1)} s`)
    if (database.file !== null) console.log(`${(statSync(database.file).size / 1e6).toFixed(0)} MB`)
    const store = openStore(database)
    for (const [name, query] of Object.entries(ASKED)) {
      const took: number[] = []
      let found = 0
      for (let run = 0; run < RUNS; run++) {
        const start = performance.now()
        found = (await store.trail({ ...query, cursor: null, limit: PAGE })).items.length
        took.push(performance.now() - start)
      }
      took.sort((a, b) => a - b)
      const figures = `${took[RUNS >> 1].toFixed(1).padStart(7)} ms, at worst ${took[RUNS - 1].toFixed(1)} ms`
      console.log(`${name.padEnd(32)} ${String(found).padStart(3)} found ${figures}`)
    }
  } finally {
    await database.close()
    rmSync(folder, { recursive: true })
  }
}
