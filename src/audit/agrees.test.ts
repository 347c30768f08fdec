/**
 * The audit's SQL and a look-up say the same, record by record: lists, records and spellings by chance, instants on the
 * edges. The other side here asks zerorating/in-force.ts at every hour, for nothing in these lists changes between two.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { howMany } from '../../test/parts.ts'
import { type InForce, inForce, type PageVerdict } from '../zerorating/in-force.ts'
import type { CallTariff, ZeroRatingList } from '../zerorating/list.ts'
import { anyForward, anyInstant, anyLists, anyNumber, anyReached, NUMBERS } from '../zerorating/random-lists.test.ts'
import { audited, call, data, stage, text } from './stage.test.ts'

const HOUR_MS = 3_600_000
const RUNS = howMany(3, 12)
const RECORDS = 1000

type MadeRecord = {
  readonly start: number
  readonly seconds: number
  readonly amount: number
  readonly claimed: boolean
} & (
  | { readonly is: 'call'; readonly dialled: string; readonly target: string | null }
  | { readonly is: 'data'; readonly host: string | null; readonly address: string | null; readonly port: number | null }
)

/** Mostly as it is in the list: there is enough that is of no service. */
const mostly = <T>(plain: T, others: readonly T[]): fc.Arbitrary<T> =>
  fc.oneof({ weight: 4, arbitrary: fc.constant(plain) }, { weight: 3, arbitrary: fc.constantFrom(...others) })
const spelling = mostly<(number: string) => string>(
  number => number,
  [
    number => `84${number}`,
    number => `0084${number}`,
    number => `+84${number}`,
    number => `+84 ${number.slice(0, 4)}.${number.slice(4)}`,
    number => `(${number.slice(0, 2)}) ${number.slice(2)}`,
    number => `\u00a0${number}`,
    number => `0${number}`,
    number => number.replace(/^0/, ''),
    number => `84${number.replace(/^0/, '')}`,
    number => `+84 ${number.replace(/^0/, '')}`,
  ],
)
const hostSpelling = mostly<(host: string) => string>(
  host => host,
  [
    host => host.toUpperCase(),
    host => `${host}.`,
    host => host.replace('xn--ting-vit-8ya0585e', 'Tiếng-Việt'),
    host => `${host}:443`,
  ],
)
const addressSpelling = mostly<(address: string) => string>(
  address => address,
  [
    address => (address.includes(':') ? address.replace('::', ':0:0:0:0:') : `::ffff:${address}`),
    address => address.toUpperCase(),
    address => `${address}x`,
  ],
)

const common = {
  start: anyInstant,
  seconds: fc.oneof(
    fc.constantFrom(0, 1, 60, 3600, 7200),
    fc.integer({ min: 1, max: 20_000 }).map(thousandths => thousandths / 1000),
    fc.integer({ min: 1, max: 40 * 3600 }),
  ),
  amount: fc.constantFrom(0, 1, 5000, 9999, 123_456),
  claimed: fc.boolean(),
}

const likelyNumber = fc.oneof({ weight: 5, arbitrary: fc.constantFrom(...NUMBERS) }, anyNumber)
const mostlyNot = fc.oneof({ weight: 2, arbitrary: fc.constant(null) }, anyForward)

const anyRecord: fc.Arbitrary<MadeRecord> = fc.oneof(
  fc
    .record({ ...common, dialled: likelyNumber, target: mostlyNot, one: spelling, other: spelling })
    .map(({ dialled, target, one, other, ...rest }) => ({
      ...rest,
      is: 'call' as const,
      dialled: one(dialled),
      target: target === null ? null : other(target),
    })),
  fc
    .record({ ...common, reached: anyReached, one: hostSpelling, other: addressSpelling })
    .map(({ reached: { host, address, port }, one, other, ...rest }) => ({
      ...rest,
      is: 'data' as const,
      host: host === null ? null : one(host),
      address: address === null ? null : other(address),
      port,
    })),
)

test('SQL judges as zerorating/in-force.ts does, record by record', async t => {
  const { file, out, rows } = stage(t)
  let run = 0
  await fc.assert(
    fc.asyncProperty(
      anyLists.map(withTariffs),
      fc.array(anyRecord, { minLength: RECORDS, maxLength: RECORDS }),
      async (lists, records) => {
        const path = file(`records-${++run}.csv`, text(records.map(rowOf)))
        const { summary } = await audited(lists, [path], { out })
        const found = new Map(
          (['refunds.csv', 'claimed.csv', 'undecided.csv'] as const).flatMap(name =>
            rows(name).map(row => [row.record, foundOf(name, row)]),
          ),
        )
        const force = inForce(lists)
        let right = 0
        for (const [at, record] of records.entries()) {
          const expected = expectedOf(force, lists, record)
          if (expected === 'right') right++
          const isListed = typeof expected === 'object'
          assert.deepEqual(found.get(`r${at}`) ?? null, isListed ? expected : null, JSON.stringify({ at, record }))
        }
        assert.equal(summary.judged.right, right)
        assert.equal(summary.rows.in, records.length)
        assert.equal(summary.rows.rejected, 0)
      },
    ),
    { numRuns: RUNS },
  )
})

/** Each version its own, so that a call may cross from one tariff to another. */
function withTariffs(lists: readonly ZeroRatingList[]): readonly ZeroRatingList[] {
  return lists.map(list => ({
    ...list,
    services: list.services.map(service => {
      if (service.kind === 'page' || service.otherwise.call === null) return service
      const { version } = list
      const call = { setup: 300 * version, amount: 1000 * version, perSeconds: version === 2 ? 6 : 60 }
      return { ...service, otherwise: { call } }
    }),
  }))
}

function rowOf(record: MadeRecord, at: number): string {
  const { seconds, amount, claimed } = record
  const id = `r${at}`
  const start = new Date(record.start).toISOString()
  const group = claimed ? '9001' : '1'
  const subscriber = `09120${String(at).padStart(5, '0')}`
  if (record.is === 'data') {
    const { host, address, port } = record
    const row = { id, subscriber, seconds, amount, group, host: host ?? '', address: address ?? '' }
    return data({ ...row, start, port: port ?? '' })
  }
  const { dialled, target } = record
  const numbers = target === null ? { called: dialled } : { called: target, original: dialled }
  return call({ id, subscriber, seconds, amount, group, start, ...numbers })
}

interface Found {
  readonly outcome: string
  readonly why: string
  readonly service: string
  readonly refund: number
  readonly seconds: number
}

function foundOf(name: string, row: Record<string, string>): Found {
  const service = row.service
  if (name === 'refunds.csv')
    return { outcome: 'wrong', why: row.how, service, refund: Number(row.refund), seconds: Number(row.free_seconds) }
  if (name === 'claimed.csv')
    return { outcome: 'claimed', why: row.why, service, refund: 0, seconds: Number(row.not_free_seconds) }
  const outcome = row.why === 'crosses-edge' ? 'undecided' : 'unproved'
  return { outcome, why: row.why, service, refund: Number(row.refund_most), seconds: 0 }
}

interface Part {
  readonly verdict: PageVerdict
  readonly ms: number
  readonly from: number
}

/** The same rules once more, the slow way. */
function expectedOf(
  force: InForce,
  lists: readonly ZeroRatingList[],
  record: MadeRecord,
): Found | 'right' | 'unlisted' {
  const parts = partsOf(force, record)
  const free = parts.filter(({ verdict }) => verdict.is === 'free')
  const others = parts.filter(({ verdict }) => verdict.is !== 'free')
  const { amount, claimed } = record
  const seconds = (some: readonly Part[]) => some.reduce((sum, { ms }) => sum + ms, 0) / 1000
  const service = serviceOf(free) || serviceOf(others)
  if (others.length === 0)
    return amount === 0 ? 'right' : { outcome: 'wrong', why: 'whole', service, refund: amount, seconds: seconds(free) }
  if (free.length > 0 && record.is === 'data')
    return amount === 0 && !claimed
      ? 'right'
      : { outcome: 'undecided', why: 'crosses-edge', service, refund: amount, seconds: 0 }
  if (free.length > 0) {
    const due = dueOf(force, lists, record, others)
    const least = due ?? Math.floor((amount * seconds(others)) / record.seconds)
    if (amount > least)
      return {
        outcome: 'wrong',
        why: due === null ? 'proportional' : 'cut',
        service,
        refund: amount - least,
        seconds: seconds(free),
      }
    return claimed && (due === null || amount < due)
      ? { outcome: 'claimed', why: 'partly', service, refund: 0, seconds: seconds(others) }
      : 'right'
  }
  const unproved = others.find(({ verdict }) => verdict.is === 'unproved')
  const listed = others.find(({ verdict }) => verdict.is !== 'unlisted')
  const verdict = (unproved ?? listed ?? others[0]).verdict
  const why = 'why' in verdict ? verdict.why : verdict.is
  if (claimed) return { outcome: 'claimed', why, service, refund: 0, seconds: seconds(others) }
  if (unproved !== undefined) return { outcome: 'unproved', why, service, refund: amount, seconds: 0 }
  return listed === undefined ? 'unlisted' : 'right'
}

function serviceOf(parts: readonly Part[]): string {
  for (const { verdict } of parts) if ('service' in verdict) return verdict.service.id
  return ''
}

function verdictAt(force: InForce, record: MadeRecord, at: number): PageVerdict {
  return record.is === 'data' ? force.page(record, at) : force.call(record.dialled, at, record.target)
}

/** Hour by hour; a record without a length is at its start. */
function partsOf(force: InForce, record: MadeRecord): Part[] {
  const end = record.start + Math.round(record.seconds * 1000)
  const parts: Part[] = []
  for (let from = record.start; from < end || parts.length === 0; ) {
    const next = Math.min(end, (Math.floor(from / HOUR_MS) + 1) * HOUR_MS)
    parts.push({ verdict: verdictAt(force, record, from), ms: next - from, from })
    if (next === from) break
    from = next
  }
  return parts
}

/** Null where a tariff is not known. Each tariff counts its begun blocks once. */
function dueOf(
  force: InForce,
  lists: readonly ZeroRatingList[],
  record: MadeRecord,
  charged: readonly Part[],
): number | null {
  const sums = new Map<string, { tariff: CallTariff; ms: number; isFirst: boolean }>()
  for (const { from, ms } of charged) {
    const tariff = tariffAt(force, lists, record, from)
    if (tariff === null) return null
    const key = JSON.stringify(tariff)
    const before = sums.get(key) ?? { tariff, ms: 0, isFirst: false }
    sums.set(key, { tariff, ms: before.ms + ms, isFirst: before.isFirst || from === record.start })
  }
  let due = 0
  for (const { tariff, ms, isFirst } of sums.values())
    due += Math.ceil(ms / (tariff.perSeconds * 1000)) * tariff.amount + (isFirst ? tariff.setup : 0)
  return due
}

/** Of the version then; where it does not know the number, of the next one that does, else of the one before. */
function tariffAt(force: InForce, lists: readonly ZeroRatingList[], record: MadeRecord, at: number): CallTariff | null {
  const starts = lists.map(({ inForceFrom }) => Date.parse(inForceFrom)).sort((a, b) => a - b)
  const later = starts.filter(start => start > at)
  const before = starts.filter(start => start <= at).reverse()
  for (const instant of [at, ...later, ...before]) {
    const verdict = verdictAt(force, record, instant)
    if ('service' in verdict && verdict.service.kind !== 'page') return verdict.service.otherwise.call
  }
  return null
}
