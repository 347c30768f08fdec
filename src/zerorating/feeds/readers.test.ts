/**
 * How a charging system would read our feeds: with DuckDB for tables and Node's own BlockList for prefixes, knowing
 * nothing of our writers and look-ups. No test of its own but one.
 */
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { BlockList, isIPv6 } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { DuckDBInstance } from '@duckdb/node-api'

const folder = mkdtempSync(join(tmpdir(), 'loa-feeds-'))
const instance = await DuckDBInstance.create(':memory:', { threads: '1' })
const connection = await instance.connect()
after(() => {
  connection.closeSync()
  instance.closeSync()
  rmSync(folder, { recursive: true })
})

export type Row = Readonly<Record<string, string>>

const CSV = `all_varchar = true, delim = ',', quote = '"', escape = '"', strict_mode = true`

/**
 * Every cell as text, an empty one as ''. With `names` the file has no header and lines that begin with # are none of its
 * rows.
 */
export async function readTable(text: string, names?: readonly string[]): Promise<Row[]> {
  if (names !== undefined && text.split('\n').every(line => /^(#|$)/.test(line))) return []
  const file = join(folder, 'table.csv')
  writeFileSync(file, text)
  const shape =
    names === undefined
      ? 'header = true'
      : `header = false, comment = '#', names = [${names.map(name => `'${name}'`).join(', ')}]`
  const result = await connection.runAndReadAll(`SELECT * FROM read_csv('${file}', ${CSV}, ${shape})`)
  const columns = result.columnNames()
  return result.getRows().map(row => Object.fromEntries(columns.map((name, at) => [name, String(row[at] ?? '')])))
}

export function isWithin(prefix: string, address: string): boolean {
  const [base, length] = prefix.split('/')
  const [family, other] = [base, address].map(text => (isIPv6(text) ? 'ipv6' : 'ipv4'))
  if (family !== other) return false
  const list = new BlockList()
  list.addSubnet(base, Number(length), family as 'ipv4')
  return list.check(address, family as 'ipv4')
}

/** `*.a.gov.vn` is every host below, never a.gov.vn. */
export function isHost(pattern: string, host: string): boolean {
  return pattern.startsWith('*.') ? host.endsWith(pattern.slice(1)) : host === pattern
}

/** [from, until); '' for an open end. */
export function isDuring(from: string, until: string, at: number): boolean {
  return at >= Date.parse(from) && (until === '' || at < Date.parse(until))
}

test('the readers of tables that tests use read periods, prefixes and hosts as they are meant', async () => {
  assert.deepEqual(await readTable('a,b\r\n"x, ""y""\r\nz",\r\n'), [{ a: 'x, "y"\r\nz', b: '' }])
  assert.deepEqual(await readTable('a,b\r\n'), [])
  assert.deepEqual(await readTable('#Id,Prefix\nA,01\n', ['id', 'prefix']), [{ id: 'A', prefix: '01' }])
  assert.deepEqual(await readTable('#Id,Prefix\n', ['id', 'prefix']), [])
  assert.ok(isWithin('123.30.0.16/28', '123.30.0.31') && !isWithin('123.30.0.16/28', '123.30.0.32'))
  assert.ok(isWithin('2405:4800::/32', '2405:4800:1::9') && !isWithin('2405:4800::/32', '1.2.3.4'))
  assert.ok(isHost('*.a.vn', 'x.a.vn') && !isHost('*.a.vn', 'a.vn') && isHost('a.vn', 'a.vn'))
})
