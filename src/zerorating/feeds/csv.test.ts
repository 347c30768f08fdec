import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { FEBRUARY } from '../example-list.ts'
import { inForce, type Reached } from '../in-force.ts'
import type { ZeroRatingList } from '../list.ts'
import { anyForward, anyInstant, anyLists, anyNumber, anyReached } from '../random-lists.test.ts'
import { csvFeed } from './csv.ts'
import { isDuring, isHost, isWithin, type Row, readTable } from './readers.test.ts'
import { separatedValues } from './separated-values.ts'

const feedOf = async (lists: readonly ZeroRatingList[]) => await readTable(csvFeed(inForce(lists))[0].text)

test("DuckDB reads February's list as it is", async () => {
  const rows = await feedOf([FEBRUARY])
  assert.equal(rows.length, 2 + 3)
  assert.deepEqual(rows[0], {
    service: 'byt-19003228',
    kind: 'hotline',
    title: 'Đường dây nóng Bộ Y tế 19003228',
    owner: 'Bộ Y tế',
    number: '19003228',
    forwarded_to: '19009095',
    host: '',
    prefix: '',
    exclusive: '',
    ports: '',
    free_from: '2020-02-01T00:00:00+07:00',
    free_until: '2020-04-04T00:00:00+07:00',
    otherwise_setup: '0',
    otherwise_amount: '5000',
    otherwise_per: '60',
    otherwise_unit: 'seconds',
    currency: 'VND',
    speed_kbit_s: '',
    spellings: '19003228;8419003228;008419003228;+8419003228',
  })
  assert.deepEqual(
    rows.slice(2).map(({ host, prefix, exclusive, ports }) => [host, prefix, exclusive, ports]),
    [
      ['ncov.moh.gov.vn', '123.30.0.0/28', 'false', '443;80'],
      ['ncov.moh.gov.vn', '123.30.0.16/28', 'true', '443;80'],
      ['ncov.moh.gov.vn', '2405:4800:1::/48', 'true', '443;80'],
    ],
  )
})

test('what people write is text in a table, never a formula and never another cell', async () => {
  const cells = ['=1+2', '+1', '-1', '@SUM(A1)', '\tx', '\rx', 'a,"b"\r\nc', 'Đường dây', '']
  const [row] = await readTable(separatedValues([cells.map((_, at) => `c${at}`), cells]))
  assert.deepEqual(
    Object.values(row),
    cells.map(cell => (/^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell)),
  )
})

/** A charging system that has only the table. */
function isFreeCall(rows: readonly Row[], number: string, at: number, to: string | null): boolean {
  const free = rows.filter(({ free_from, free_until }) => isDuring(free_from, free_until, at))
  const row = free.find(one => one.spellings.split(';').includes(number))
  if (row === undefined) return false
  return (
    to === null || row.forwarded_to.split(';').includes(to) || free.some(one => one.spellings.split(';').includes(to))
  )
}

function isFreePage(rows: readonly Row[], { host, address, port }: Reached, at: number): boolean {
  return rows.some(
    row =>
      row.prefix !== '' &&
      isDuring(row.free_from, row.free_until, at) &&
      address !== null &&
      isWithin(row.prefix, address) &&
      (host === null ? row.exclusive === 'true' : isHost(row.host, host)) &&
      (port === null || row.ports.split(';').includes(String(port))),
  )
}

test('the CSV table says of every call and page at every instant what the list in force says', async () => {
  await fc.assert(
    fc.asyncProperty(
      anyLists,
      fc.array(fc.tuple(anyInstant, anyNumber, anyForward, anyReached), { minLength: 20, maxLength: 20 }),
      async (lists, asked) => {
        const force = inForce(lists)
        const rows = await feedOf(lists)
        for (const [at, number, to, reached] of asked) {
          assert.equal(isFreeCall(rows, number, at, to), force.call(number, at, to).is === 'free')
          assert.equal(isFreePage(rows, reached, at), force.page(reached, at).is === 'free')
        }
      },
    ),
    { numRuns: 100 },
  )
})

test('a list with more places than a table can hold is refused', () => {
  const page = FEBRUARY.services[2]
  assert.ok(page.kind === 'page')
  const hosts = Array.from({ length: 100 }, (_, at) => `h${at}.gov.vn`)
  const prefixes = Array.from({ length: 1000 }, (_, at) => ({
    prefix: `123.${30 + Math.floor(at / 250)}.${at % 250}.0/24`,
    exclusive: true,
  }))
  const free = Array.from({ length: 11 }, (_, at) => ({
    from: new Date(Date.UTC(2020, 1, 1 + 2 * at)).toISOString(),
    until: new Date(Date.UTC(2020, 1, 2 + 2 * at)).toISOString(),
  }))
  const list = { ...FEBRUARY, services: [{ ...page, hosts, prefixes, free }] }
  assert.throws(() => csvFeed(inForce([list])), { code: 'feedTooLarge' })
})
