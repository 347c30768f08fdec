import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { sourcesOf, withTable } from '../../scripts/rooms/check.ts'
import { importsIn } from '../../scripts/rooms/imports.ts'
import { circles, faultsOf, fits, type Source } from '../../scripts/rooms/rules.ts'
import { roomsOf } from '../../scripts/rooms/table.ts'
import { nameRulesOf, namesFaulty } from '../../scripts/rooms/words.ts'

const ROOT = join(import.meta.dirname, '../..')
const ROOMS = roomsOf(ROOT)

test('no file of the house imports what the table of rooms does not allow, and no files import each other in a circle', () => {
  assert.deepEqual(faultsOf(sourcesOf(ROOT), ROOMS), [])
})

test('the table of rooms in ARCHITECTURE.md is the one that is checked', () => {
  const page = readFileSync(join(ROOT, 'ARCHITECTURE.md'), 'utf8')
  assert.equal(page, withTable(page, ROOMS))
})

test('every room may import only rooms that are in the table', () => {
  const names = new Set(ROOMS.map(({ room }) => room))
  for (const { room, may } of ROOMS)
    for (const other of may) assert.ok(other === 'src/**' || names.has(other), `${room}: ${other}`)
})

function source(path: string, text: string): Source {
  return { path, imports: importsIn(text, path) }
}

test('an import that the table does not allow is a fault, whether of a value, a type, a file to come or a thread', () => {
  const check = (path: string, text: string, expected: RegExp | null) => {
    const faults = faultsOf([source(path, text)], ROOMS)
    if (expected === null) assert.deepEqual(faults, [], `${path}: ${text}`)
    else assert.match(faults.join('\n'), expected, `${path}: ${text}`)
  }
  check('src/smpp/a.ts', "import { a } from '../base/a.ts'", null)
  check('src/smpp/a.ts', "import { a } from '../round/a.ts'", /may not import src\/round/)
  check('src/smpp/a.ts', "import type { A } from '../round/a.ts'", /may not import src\/round/)
  check('src/smpp/a.ts', "export { a } from '../round/a.ts'", /may not import src\/round/)
  check('src/smpp/a.ts', "const a = await import('../round/a.ts')", /may not import src\/round/)
  check('src/smpp/a.ts', "new Worker(new URL('../round/a.ts', import.meta.url))", /may not import src\/round/)
  check('src/smpp/a.ts', "// import { a } from '../round/a.ts'", null)
  check('src/nowhere/a.ts', '', /is in no room/)
  check('src/app/a.ts', "import { a } from '../nowhere/a.ts'", /may not import/)
})

test('within an area the database, the server and the console are each for files of their own', () => {
  const check = (file: string, from: string, expected: RegExp | null) => {
    const faults = faultsOf([source(`src/areas/free/${file}`, `import { a } from '${from}'`)], ROOMS)
    if (expected === null) assert.deepEqual(faults, [], `${file}: ${from}`)
    else assert.match(faults.join('\n'), expected, `${file}: ${from}`)
  }
  check('sql.ts', 'kysely', null)
  check('sql-reading.ts', '../../sql/pages.ts', null)
  check('drafts.ts', 'kysely', /the database is for/)
  check('drafts.ts', '../../sql/pages.ts', /the database is for/)
  check('routes.ts', '../../http/route.ts', null)
  check('drafts.ts', '../../http/route.ts', /the server is for/)
  check('hall/routes.ts', '../../../http/route.ts', null)
  check('hall/sql.ts', 'kysely', null)
  check('hall/rules.ts', '../../../http/route.ts', /the server is for/)
  check('pages/routes.ts', '../../../http/route.ts', /does not run in a browser/)
  check('drafts.ts', 'react', /the console is for/)
  check('pages/page.tsx', 'react', null)
  check('pages/page.tsx', 'node:fs', /does not run in a browser/)
  check('pages/page.tsx', '../../../http/route.ts', /does not run in a browser/)
})

test('files that import each other are a circle, over whatever they do so', () => {
  const three = (last: string) => [
    source('src/base/a.ts', "import { b } from './b.ts'"),
    source('src/base/b.ts', "import type { C } from './c.ts'"),
    source('src/base/c.ts', last),
  ]
  assert.deepEqual(circles(three("import { d } from './d.ts'")), [])
  assert.deepEqual(circles(three("const a = import('./a.ts')")), [
    'a circle: src/base/a.ts → src/base/b.ts → src/base/c.ts → src/base/a.ts',
  ])
  assert.deepEqual(circles([source('src/base/a.ts', "import { a } from './a.ts'")]), [
    'a circle: src/base/a.ts → src/base/a.ts',
  ])
})

test('a pattern of the table is a name with a star for its rest, or for whatever is below a folder', () => {
  assert.ok(fits('sql*.ts', 'sql-reading.ts'))
  assert.ok(fits('sql*.ts', 'sql.ts'))
  assert.ok(!fits('sql*.ts', 'pages/sql.ts'))
  assert.ok(fits('pages/**', 'pages/door/a.tsx'))
  assert.ok(!fits('pages/**', 'pagesa.ts'))
  assert.ok(!fits('a.ts', 'aXts'))
})

test('a name with a word that STYLE.md replaces is found, and a type whose name says too little; comments and strings are not read', () => {
  const rules = nameRulesOf(readFileSync(join(ROOT, 'STYLE.md'), 'utf8'))
  assert.ok(rules.words.size >= 3 && rules.vague.length >= 3, 'the page says so where it used to')
  for (const [text, found] of [
    ['const openHouse = 1', 1],
    ['interface RoundsHouse {}\nconst moulds = new Mould()', 2],
    ["// the house\nconst road = 'house' + `house`", 0],
    ['const warehouse = 1', 0],
    ['import { type Told } from "./a.ts"\nexport interface Stage {}\nclass ToldBsc {}', 2],
  ] as const)
    assert.equal(namesFaulty('a.ts', text, rules).length, found, text)
})
