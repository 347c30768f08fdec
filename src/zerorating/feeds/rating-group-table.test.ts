import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { FEBRUARY } from '../example-list.ts'
import { inForce, type Reached } from '../in-force.ts'
import type { ZeroRatingList } from '../list.ts'
import { anyForward, anyInstant, anyLists, anyNumber, anyReached } from '../random-lists.test.ts'
import { type RatingGroupRow, ratingGroupFeed } from './rating-group-table.ts'
import { NO_GROUPS, withGroupsFor } from './rating-groups.ts'
import { isDuring, isHost, isWithin, type Row, readTable } from './readers.test.ts'

function filesOf(lists: readonly ZeroRatingList[]) {
  const force = inForce(lists)
  const [json, csv] = ratingGroupFeed(force, withGroupsFor(force.services))
  return { json: json.text, csv: csv.text }
}

test('DuckDB and a JSON reader see the same services of February with the same rating groups', async () => {
  const { csv, json } = filesOf([FEBRUARY])
  const rows = await readTable(csv)
  assert.deepEqual(rows[2], {
    service: 'ncov',
    kind: 'page',
    rating_group: '700003',
    service_identifier: '3',
    numbers: '',
    forwarded_to: '',
    hosts: 'ncov.moh.gov.vn',
    prefixes: '123.30.0.0/28;123.30.0.16/28;2405:4800:1::/48',
    exclusive_prefixes: '123.30.0.16/28;2405:4800:1::/48',
    ports: '443;80',
    free_from: '2020-02-01T00:00:00+07:00',
    free_until: '',
    spellings: '',
  })
  assert.deepEqual(
    rows.map(({ service, rating_group, numbers }) => [service, rating_group, numbers]),
    [
      ['byt-19003228', '700001', '19003228'],
      ['byt-19009095', '700002', '19009095'],
      ['ncov', '700003', ''],
    ],
  )
  // One content in two forms.
  const parsed = (JSON.parse(json) as { rows: RatingGroupRow[] }).rows
  assert.deepEqual(
    parsed.map(row =>
      [
        row.service,
        row.kind,
        row.ratingGroup,
        row.serviceIdentifier,
        ...[row.numbers, row.forwardedTo, row.hosts, row.prefixes, row.exclusivePrefixes].map(all => all.join(';')),
        row.ports.join(';'),
        row.freeFrom,
        row.freeUntil ?? '',
        row.spellings.join(';'),
      ].map(String),
    ),
    rows.map(row => Object.values(row)),
  )
})

/** A gateway that has only the table: the rating group of what passes, '' where it is charged as ever. */
function groupOfCall(rows: readonly Row[], number: string, at: number, to: string | null): string {
  const free = rows.filter(row => isDuring(row.free_from, row.free_until, at))
  const has = (row: Row, field: string, value: string) => row[field].split(';').includes(value)
  const row = free.find(one => has(one, 'spellings', number))
  if (row === undefined) return ''
  const stays = to === null || has(row, 'forwarded_to', to) || free.some(one => has(one, 'spellings', to))
  return stays ? row.rating_group : ''
}

function groupOfPage(rows: readonly Row[], { host, address, port }: Reached, at: number): string {
  const found = rows.find(
    row =>
      row.prefixes !== '' &&
      isDuring(row.free_from, row.free_until, at) &&
      address !== null &&
      row[host === null ? 'exclusive_prefixes' : 'prefixes']
        .split(';')
        .some(prefix => prefix !== '' && isWithin(prefix, address)) &&
      (host === null || row.hosts.split(';').some(pattern => isHost(pattern, host))) &&
      (port === null || row.ports.split(';').includes(String(port))),
  )
  return found?.rating_group ?? ''
}

test('the table of rating groups puts every call and page at every instant where the list in force says', async () => {
  await fc.assert(
    fc.asyncProperty(
      anyLists,
      fc.array(fc.tuple(anyInstant, anyNumber, anyForward, anyReached), { minLength: 20, maxLength: 20 }),
      async (lists, asked) => {
        const force = inForce(lists)
        const groups = withGroupsFor(force.services)
        const groupOf = (service: string) => String(groups.groups.find(group => group.service === service)?.ratingGroup)
        const rows = await readTable(ratingGroupFeed(force, groups)[1].text)
        for (const [at, number, to, reached] of asked) {
          const call = force.call(number, at, to)
          const page = force.page(reached, at)
          assert.equal(groupOfCall(rows, number, at, to), call.is === 'free' ? groupOf(call.service.id) : '')
          assert.equal(groupOfPage(rows, reached, at), page.is === 'free' ? groupOf(page.service.id) : '')
        }
      },
    ),
    { numRuns: 100 },
  )
})

test('a service without a group is refused, not given one in passing', () => {
  assert.throws(() => ratingGroupFeed(inForce([FEBRUARY]), NO_GROUPS), { code: 'ratingGroupMissing' })
})
