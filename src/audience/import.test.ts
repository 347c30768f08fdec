import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, beforeEach, test } from 'node:test'
import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { bench, writeList } from '../../bench/import.bench.ts'
import { howMany, testMore } from '../../test/parts.ts'
import { Failure } from '../base/failure.ts'
import { numberAt } from './audience.ts'
import { readAudience } from './file.ts'
import { buildAudience, type ImportOptions, importOrRead } from './import.ts'

const folder = mkdtempSync(join(tmpdir(), 'loa-import-'))
after(() => rmSync(folder, { recursive: true }))
const at = (name: string) => join(folder, name)
const out = at('out.loa')

beforeEach(() => {
  for (const name of readdirSync(folder)) rmSync(at(name), { recursive: true })
})

function write(name: string, content: string | Uint8Array): string {
  writeFileSync(at(name), content)
  return at(name)
}

async function build(contents: readonly (string | Uint8Array)[], options: Partial<ImportOptions> = {}) {
  const from = contents.map((content, i) => write(`list${i}`, content))
  const built = await buildAudience(out, { from, ...options })
  const audience = await readAudience(out)
  const { sha256, duplicates, rejected } = built
  assert.deepEqual(
    { sha256: audience.sha256, duplicates: audience.duplicates, rejected: audience.rejected },
    { sha256, duplicates, rejected },
  )
  // Few lists of these tests have more than a handful of numbers.
  const count = Math.min(audience.size, 100)
  const numbers = Array.from({ length: count }, (_, rank) => numberAt(audience, rank))
  return { numbers, ...built, rejects: readFileSync(`${out}.rejects.csv`, 'utf8') }
}

const LEADS = ['0', '', '84', '+84', '0084', '+84 ']
const row = fc.tuple(fc.integer({ min: 0, max: 60 }), fc.constantFrom(...LEADS))

test('any order, any repetition and any spelling of the same numbers give the same set and digest', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 50 }), fc.infiniteStream(row), async (rows, more) => {
      const lines = rows.map(([tail, lead]) => `${lead}9123456${String(tail).padStart(2, '0')}`)
      const set = [...new Set(rows.map(([tail]) => 912_345_600 + tail))].sort((a, b) => a - b)
      const one = await build([lines.join('\n')])
      assert.deepEqual(one.numbers, set)
      assert.equal(one.duplicates, rows.length - set.length)
      const again = [...more.take(rows.length)].map(([pick], i) => lines[(pick + i) % lines.length])
      const other = await build([[...lines].reverse().join('\r\n'), `phone\n${again.join('\n')}\n`])
      assert.equal(other.sha256, one.sha256)
      assert.equal(other.duplicates, 2 * rows.length - set.length)
    }),
    { numRuns: howMany(15, 50) },
  )
})

const CSV = `Họ tên;Số điện thoại;Tỉnh\r
"Nguyễn; A";0912345678;Hà Nội\r
B;+84 (0)91-234.5679;Huế\r
C;02438254000;Hà Nội\r
\r
D;;Huế\r
E;8,4912E+10;"Bà Rịa\r
Vũng Tàu"\r
F;0912345678;Huế\r
G\r
`
const REJECTS = `line,row,reason
4,C;02438254000;Hà Nội,no mobile prefix
6,D;;Huế,empty
7,"E;8,4912E+10;""Bà Rịa\r
Vũng Tàu""",rounded by a spreadsheet
10,G,column missing
`

async function checkCsv(content: string | Uint8Array) {
  const built = await build([content])
  assert.deepEqual(built.numbers, [912_345_678, 912_345_679])
  assert.deepEqual([built.duplicates, built.rejected], [1, 4])
  assert.equal(built.rejects, REJECTS)
  const lists = [{ file: at('list0'), header: true, blank: 1 }]
  assert.deepEqual(built.lists, lists)
}

const wide = (text: string, mark: string, swap: boolean) => {
  const octets = Buffer.concat([Buffer.from(mark, 'hex'), Buffer.from(text, 'utf16le')])
  if (swap) octets.subarray(2).swap16()
  return octets
}
const halves = [CSV.slice(0, 40), CSV.slice(40)].map(half => gzipSync(half))

for (const [what, content] of [
  ['as it is', CSV],
  ['with a byte order mark', `\ufeff${CSV}`],
  ['gzipped', gzipSync(CSV)],
  ['gzipped with a byte order mark', gzipSync(`\ufeff${CSV}`)],
  ['gzipped in two members', Buffer.concat(halves)],
  ['in UTF-16', wide(CSV, 'fffe', false)],
  ['in UTF-16, big endian', wide(CSV, 'feff', true)],
] as const)
  test(`a list of a spreadsheet is imported ${what}`, () => checkCsv(content))

test('several lists are one set, and each reject names its list', async () => {
  const built = await build(['0912345678\nabc\n', 'id,phone\n1,0912345678\n2,xyz\n'])
  assert.deepEqual(built.numbers, [912_345_678])
  assert.equal(
    built.rejects,
    `line,row,reason,file\n2,abc,not a number,${at('list0')}\n3,"2,xyz",not a number,${at('list1')}\n`,
  )
})

test('a column is chosen by name in each list that has columns', async () => {
  const lists = ['home,mobile\n0912345678,0912345679\n', 'mobile;home\n0912345680;x\n', '0912345681\n']
  const built = await build(lists, { column: 'mobile' })
  assert.deepEqual(built.numbers, [912_345_679, 912_345_680, 912_345_681])
})

test('a list without rejects has a file of rejects with its header only', async () => {
  const built = await build(['0912345678'])
  assert.equal(built.rejects, 'line,row,reason\n')
  assert.equal(statSync(`${out}.rejects.csv`).mode & 0o777, 0o600)
})

test('a header without rows is an audience of nobody', async () => {
  const built = await build(['phone\n'])
  assert.deepEqual([built.size, built.rejected], [0, 0])
})

test('rows without any number are all rejected', async () => {
  const built = await build(['abc\ndef\n'])
  assert.deepEqual([built.size, built.rejected], [0, 2])
})

test('a rejected row stands as it stood, legacy octets too, up to its limit', async () => {
  const legacy = Buffer.from('Ha\xf4i\n0912345678\n', 'latin1')
  await build([legacy])
  assert.ok(readFileSync(`${out}.rejects.csv`).includes(legacy.subarray(0, 4)))
  const long = 'ế'.repeat(2000)
  const built = await build([`${long}\n0912345678\n`])
  assert.equal(built.rejects, `line,row,reason\n1,${'ế'.repeat(333)}…,not a number\n`)
})

test('a million rejects pass through a small buffer and keep their lines', async () => {
  const count = 300_000
  const built = await build([Array.from({ length: count }, (_, i) => `x${i}`).join('\n')])
  assert.equal(built.rejected, count)
  const lines = built.rejects.split('\n')
  assert.equal(lines.length, count + 2)
  assert.ok(lines.slice(1, -1).every((line, i) => line === `${i + 1},x${i},not a number`))
})

test('an audience that was there is replaced whole, its rejects too', async () => {
  await build(['0912345678\nabc\n'])
  const built = await build(['0912345679\n'])
  assert.deepEqual(built.numbers, [912_345_679])
  assert.equal(built.rejects, 'line,row,reason\n')
})

test('another country is another plan', async () => {
  const plan = write(
    'plan.json',
    JSON.stringify({
      country: 'DE',
      callingCode: '49',
      trunkPrefix: '0',
      internationalPrefixes: ['00'],
      mobile: [{ operator: 'a', name: 'A', length: 11, prefixes: ['15', '17'] }],
      renumbered: [],
    }),
  )
  const built = await build(['015123456789\n+49 17123456780\n0912345678\n'], { country: plan })
  assert.deepEqual(built.numbers, [15_123_456_789, 17_123_456_780])
  assert.equal(built.country, 'DE')
  assert.equal(built.rejected, 1)
})

const truncated = gzipSync('0912345678\n'.repeat(10_000)).subarray(0, -20)
for (const [what, content, code] of [
  ['empty', '', 'listEmpty'],
  ['blank', ' \n\r\n\t\n', 'listEmpty'],
  ['gzipped and empty', gzipSync(''), 'listEmpty'],
  ['a picture', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), 'listBinary'],
  ['random octets', Buffer.from('9f3c01e27755aa10ff031b6c', 'hex'), 'listBinary'],
  ['a picture in gzip', gzipSync(Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')), 'listBinary'],
  ['a workbook', Buffer.from('504b030414000600080000002100', 'hex'), 'listZip'],
  ['an old workbook', Buffer.from('d0cf11e0a1b11ae10000', 'hex'), 'listZip'],
  ['gzip cut short', truncated, 'listDamaged'],
  ['gzip with a wrong octet', Buffer.from(gzipSync('0912345678\n'.repeat(99))).fill(0x55, 12, 20), 'listDamaged'],
  ['Parquet cut short', Buffer.from('PAR1abcdefgh'), 'parquetDamaged'],
  ['prose', 'Dear sir, thank you,\nfor your letter, of today,\n', 'columnUnclear'],
] as const)
  test(`what is ${what} fails with ${code} and writes nothing`, async () => {
    const list = write('list', content)
    const good = write('good', '0912345678\n')
    for (const from of [[list], [good, list]]) {
      await assert.rejects(buildAudience(out, { from }), { code })
      assert.deepEqual(readdirSync(folder).sort(), ['good', 'list'])
    }
  })

test('what is not there, a folder and a built audience are no lists', async () => {
  await assert.rejects(buildAudience(out, { from: [at('none')] }), { code: 'fileMissing' })
  await assert.rejects(buildAudience(out, { from: [folder] }), { code: 'fileIsFolder' })
  await build(['0912345678'])
  await assert.rejects(buildAudience(at('b.loa'), { from: [out] }), { code: 'listBuilt' })
  await assert.rejects(buildAudience(at('none/b.loa'), { from: [out] }), { code: 'fileUnwritable' })
})

test('a failed build leaves the audience that was there', async () => {
  const before = await build(['0912345678\nabc\n'])
  await assert.rejects(buildAudience(out, { from: [write('x', '')] }), { code: 'listEmpty' })
  assert.equal((await readAudience(out)).sha256, before.sha256)
  assert.equal(readFileSync(`${out}.rejects.csv`, 'utf8'), before.rejects)
})

test('a list named by mistake as the result survives', async () => {
  const list = write('a.csv', '0912345678\n')
  await assert.rejects(buildAudience(list, { from: [list] }), { code: 'outTaken' })
  assert.equal(readFileSync(list, 'utf8'), '0912345678\n')
})

test('corrected rejects are not overwritten by their own import', async () => {
  await build(['0912345678\nabc\n'])
  const rejects = `${out}.rejects.csv`
  await assert.rejects(buildAudience(out, { from: [at('list0'), rejects] }), { code: 'outTaken' })
  assert.match(readFileSync(rejects, 'utf8'), /abc/)
})

test('an import that is asked to stop leaves no trace', async () => {
  const list = write('list', '0912345678\n'.repeat(1_000_000))
  const stop = new AbortController()
  const onProgress = () => stop.abort()
  const { signal } = stop
  await assert.rejects(buildAudience(out, { from: [list], signal, onProgress }), { code: 'importStopped' })
  assert.deepEqual(readdirSync(folder), ['list'])
})

test('a list that comes through a named pipe is read to its end, and left when nobody writes it and it is told to stop', async () => {
  const pipe = at('pipe')
  assert.equal(spawnSync('mkfifo', [pipe]).status, 0)
  const building = buildAudience(out, { from: [pipe] })
  await writeFile(pipe, '0912345678\n0912345679\n')
  assert.equal((await building).size, 2)
  const stop = new AbortController()
  const waiting = buildAudience(out, { from: [pipe], signal: stop.signal })
  stop.abort()
  await assert.rejects(waiting, { code: 'importStopped' })
})

test('no failure tells a number', async () => {
  const list = write('list', '0912345678,0912345679\n0912345680,0912345681\n')
  for (const column of [undefined, 'phone', '7'])
    await assert.rejects(buildAudience(out, { from: [list], column }), error => {
      assert.ok(error instanceof Failure)
      assert.doesNotMatch(error.sentence('vi') + error.sentence('en') + error.message, /\d{6}/)
      return true
    })
})

test('a round takes a built audience as it is, and any other list through an import', async () => {
  const built = await build(['0912345678\n0912345679\nabc\n'])
  const rejectsPath = at('rejects.csv')
  const read = await importOrRead(out, { rejectsPath, shared: true })
  assert.equal(read.sha256, built.sha256)
  assert.ok(read.low.buffer instanceof SharedArrayBuffer)
  assert.ok(!readdirSync(folder).includes('rejects.csv'))
  const imported = await importOrRead(at('list0'), { rejectsPath, shared: true })
  assert.equal(imported.sha256, built.sha256)
  assert.ok(imported.low.buffer instanceof SharedArrayBuffer)
  assert.equal(readFileSync(rejectsPath, 'utf8'), 'line,row,reason\n3,abc,not a number\n')
})

test('a built audience of another country than asked for is refused', async () => {
  await build(['0912345678\n'])
  await assert.rejects(importOrRead(out, { rejectsPath: at('r'), country: 'DE' }), { code: 'audienceCountry' })
})

test('Parquet of any usual type is imported', async () => {
  const { DuckDBInstance } = await import('@duckdb/node-api')
  const connection = await (await DuckDBInstance.create(':memory:')).connect()
  const file = at("it's [1]*.parquet")
  await connection.run(
    `COPY (SELECT * FROM (VALUES
       (1, '0912345678', 84912345678, 84912345678.0, 'Hà Nội'),
       (2, '+84 (0)912-345-679', 912345679, 912345679.0, 'Huế'),
       (3, '+84912345678', 1234567890, 1234567890.0, NULL),
       (4, NULL, NULL, NULL, NULL),
       (5, 'abc', 12, 0.5, NULL)) t(id, phone, number, "weird ""name", province))
     TO '${file.replaceAll("'", "''")}' (FORMAT parquet)`,
  )
  await connection.run(`COPY (SELECT 1 AS phone) TO '${at("it''s 1x.parquet")}' (FORMAT parquet)`)
  connection.closeSync()
  for (const [column, numbers, rejects] of [
    ['phone', [912_345_678, 912_345_679], '4,,empty\n5,abc,not a number\n'],
    ['number', [834_567_890, 912_345_678, 912_345_679], '4,,empty\n5,12,wrong length\n'],
    ['4', [834_567_890, 912_345_678, 912_345_679], '4,,empty\n5,0.5,wrong length\n'],
  ] as const) {
    await buildAudience(out, { from: [file], column })
    assert.deepEqual([...(await readAudience(out)).low], numbers)
    assert.equal(readFileSync(`${out}.rejects.csv`, 'utf8'), `line,row,reason\n${rejects}`)
  }
  await assert.rejects(buildAudience(out, { from: [file] }), { code: 'columnUnclear' })
  await assert.rejects(buildAudience(out, { from: [file], column: 'x' }), { code: 'columnMissing' })
})

test('a column of Parquet that keeps seven digits is refused by its name, whether it was asked for or found', async () => {
  const { DuckDBInstance } = await import('@duckdb/node-api')
  const connection = await (await DuckDBInstance.create(':memory:')).connect()
  const file = at('float.parquet')
  await connection.run(
    `COPY (SELECT i AS id, CAST(84912345670 + i AS FLOAT) AS msisdn, CAST(84912345670 + i AS DOUBLE) AS exact
           FROM range(0, 9) t(i)) TO '${file}' (FORMAT parquet)`,
  )
  connection.closeSync()
  for (const column of ['msisdn', '2'])
    await assert.rejects(buildAudience(out, { from: [file], column }), {
      code: 'columnInexact',
      details: { file, column: 'msisdn' },
    })
  assert.equal((await buildAudience(out, { from: [file], column: 'exact' })).size, 9)
})

test('rows of Parquet are counted from 1 through all its chunks', async () => {
  const { DuckDBInstance } = await import('@duckdb/node-api')
  const connection = await (await DuckDBInstance.create(':memory:')).connect()
  const file = at('many.parquet')
  await connection.run(
    `COPY (SELECT CASE WHEN i % 1000 = 7 THEN 'x' || i ELSE '0' || (912000000 + i) END AS phone
           FROM range(1, 10001) t(i)) TO '${file}' (FORMAT parquet)`,
  )
  connection.closeSync()
  const built = await buildAudience(out, { from: [file] })
  assert.deepEqual([built.size, built.rejected], [9990, 10])
  const rejects = Array.from({ length: 10 }, (_, i) => `${i * 1000 + 7},x${i * 1000 + 7},not a number\n`)
  assert.equal(readFileSync(`${out}.rejects.csv`, 'utf8'), `line,row,reason\n${rejects.join('')}`)
})

testMore('a list of many pieces is the same audience plain and gzipped', async () => {
  const rows = 2_800_000
  writeList(at('plain'), { rows, shape: 'lines', seed: 5 })
  const list = readFileSync(at('plain'))
  const zipped = gzipSync(list, { level: 1 })
  assert.ok(zipped.length > 8 * 1024 * 1024, 'more than two pieces')
  const plain = await build([list])
  const gzipped = await build([zipped])
  assert.equal(gzipped.sha256, plain.sha256)
  assert.deepEqual([plain.size, plain.rejected, gzipped.rejected], [rows, 0, 0])
})

for (const shape of ['lines', 'csv1', 'csv3'] as const)
  test(`the benchmark's list of shape ${shape} is imported whole`, async () => {
    const result = await bench({ rows: 50_000, shape, seed: 3, folder })
    assert.equal(result.subscribers, 50_000)
    assert.deepEqual(readdirSync(folder), [])
  })
