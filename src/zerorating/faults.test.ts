import assert from 'node:assert/strict'
import { test } from 'node:test'
import { FEBRUARY, NCOV } from './example-list.ts'
import { FAULT_CODES, type FaultCode, faultsOf, isSignable, oddLettersIn } from './faults.ts'
import { type Service, type ZeroRatingList, zeroRatingList } from './list.ts'

const HOTLINE = FEBRUARY.services[0]
const day = (number: number) => `2020-02-${String(number).padStart(2, '0')}T00:00:00+07:00`

function withServices(...services: Service[]): ZeroRatingList {
  return { ...FEBRUARY, services }
}
const page = (changes: Partial<typeof NCOV>) => withServices({ ...NCOV, ...changes })
const free = (...periods: [string, string | null][]) =>
  withServices({ ...HOTLINE, free: periods.map(([from, until]) => ({ from, until })) })
const at = (...prefixes: string[]) => page({ prefixes: prefixes.map(prefix => ({ prefix, exclusive: true })) })

const belowOne = (host: string) =>
  withServices(
    { ...NCOV, hosts: [host] },
    { ...NCOV, id: 'ministry', hosts: ['*.moh.gov.vn'], prefixes: [{ prefix: '123.31.0.0/24', exclusive: true }] },
  )

const CASES: readonly [FaultCode, ZeroRatingList][] = [
  ['no-such-time-zone', { ...FEBRUARY, timeZone: 'Asia/Nowhere' }],
  ['in-force-before-issued', { ...FEBRUARY, inForceFrom: '2020-01-01T00:00:00+07:00' }],
  [
    'id-twice',
    withServices(NCOV, { ...NCOV, hosts: ['a.gov.vn'], prefixes: [{ prefix: '123.31.0.0/24', exclusive: true }] }),
  ],
  ['never-free', free()],
  ['end-before-start', free([day(2), day(1)])],
  ['end-before-start', free([day(2), day(2)])],
  // The same instant in two offsets.
  ['end-before-start', free(['2020-02-01T00:00:00+07:00', '2020-01-31T17:00:00Z'])],
  ['periods-overlap', free([day(3), day(5)], [day(1), day(4)])],
  ['periods-overlap', free([day(1), null], [day(4), day(5)])],
  ['ends-a-second-early', free([day(1), '2020-04-03T23:59:59+07:00'])],
  ['number-twice', withServices(HOTLINE, { ...HOTLINE, id: 'again' } as Service)],
  ['number-twice', withServices(HOTLINE, { ...HOTLINE, id: 'again', numbers: ['8419003228'] } as Service)],
  ['number-again', withServices({ ...HOTLINE, numbers: ['0969851616', '84969851616'] } as Service)],
  [
    'number-twice',
    withServices(
      { ...HOTLINE, numbers: ['0969851616'] } as Service,
      { ...HOTLINE, id: 'again', numbers: ['84969851616'] } as Service,
    ),
  ],
  [
    'diverts-to-itself',
    withServices({ ...HOTLINE, numbers: ['02438463086'], diversions: ['842438463086'] } as Service),
  ],
  ['diverts-to-itself', withServices({ ...HOTLINE, diversions: ['19003228'] } as Service)],
  ['diversion-twice', withServices({ ...HOTLINE, diversions: ['19009095', '19009095'] } as Service)],
  ['host-is-address', page({ hosts: ['123.30.0.5'] })],
  ['host-is-address', page({ hosts: ['2405:4800:1::9'] })],
  ['host-invalid', page({ hosts: ['localhost'] })],
  ['host-invalid', page({ hosts: ['https://ncov.moh.gov.vn/'] })],
  ['host-invalid', page({ hosts: ['ncov..moh.gov.vn'] })],
  ['host-invalid', page({ hosts: ['*.vn'] })],
  ['host-invalid', page({ hosts: ['a.*.vn'] })],
  ['host-invalid', page({ hosts: ['1.2.3.256'] })],
  ['host-wide', page({ hosts: ['*.gov.vn'] })],
  ['host-twice', page({ hosts: ['ncov.moh.gov.vn', 'NCOV.moh.gov.vn'] })],
  ['hosts-overlap', belowOne('ncov.moh.gov.vn')],
  ['hosts-overlap', belowOne('*.ncov.moh.gov.vn')],
  ['no-prefix', page({ prefixes: [] })],
  ['prefix-invalid', at('123.30.0.1/24')],
  ['prefix-invalid', at('123.30.0.0')],
  ['prefix-invalid', at('123.30.0.0/33')],
  ['prefix-invalid', at('0123.30.0.0/24')],
  ['prefix-everything', at('0.0.0.0/0')],
  ['prefix-everything', at('::/0')],
  ['prefix-special', at('10.0.0.0/8')],
  ['prefix-special', at('192.168.1.0/24')],
  ['prefix-special', at('100.64.0.0/10')],
  ['prefix-special', at('0.0.0.0/1')],
  ['prefix-special', at('fd00::/8')],
  ['prefix-special', at('2001:db8::/48')],
  ['prefix-wide', at('123.0.0.0/8')],
  ['prefix-wide', at('2405::/16')],
  ['prefixes-overlap', at('123.30.0.0/24', '123.30.0.16/28')],
  ['prefixes-overlap', withServices(NCOV, { ...NCOV, id: 'other', hosts: ['other.gov.vn'] })],
  ['port-twice', page({ ports: [443, 443] })],
]

test('each fault is found, and alone', () => {
  for (const [code, list] of CASES) {
    const found = new Set(faultsOf(zeroRatingList.parse(list)).map(fault => fault.code))
    assert.deepEqual([...found], [code], code)
  }
  // What only the version before or a level can tell, and letters of a draft, have tests of their own.
  const apart = [...['starts-in-the-past', 'letter-odd'], ...['held-by-a-level', 'ends-before-a-level']] as FaultCode[]
  const codes = new Set<FaultCode>([...CASES.map(([code]) => code), ...apart])
  assert.deepEqual([...codes].sort(), [...FAULT_CODES].sort())
})

test('a letter that citizens could not read is a fault of a draft, and none of what was signed with it', () => {
  for (const field of [
    { title: 'Đường dây nóng \ufffe' },
    { owner: 'Bộ \uf0b7 Y tế' },
    { evidence: ['Công văn\u0007'] },
  ]) {
    const list = zeroRatingList.parse(withServices({ ...HOTLINE, ...field } as Service))
    assert.deepEqual(
      oddLettersIn(list.services).map(({ code, service }) => [code, service]),
      [['letter-odd', HOTLINE.id]],
    )
    assert.equal(isSignable(list), true)
  }
  assert.deepEqual(oddLettersIn([HOTLINE]), [])
})

test('what is free side by side is no fault', () => {
  for (const list of [
    free([day(1), day(2)], [day(2), day(3)]),
    free([day(2), null], [day(1), day(2)]),
    page({ hosts: ['*.moh.gov.vn', 'moh.gov.vn', 'tiếng-việt.gov.vn'] }),
    at('123.30.0.0/28', '123.30.0.16/28'),
    withServices(
      { ...NCOV, prefixes: [{ prefix: '123.30.0.0/24', exclusive: false }] },
      { ...NCOV, id: 'other', hosts: ['other.gov.vn'], prefixes: [{ prefix: '123.30.0.0/24', exclusive: false }] },
    ),
  ])
    assert.deepEqual(faultsOf(zeroRatingList.parse(list)), [])
})

test('an end a second too early is told with what is meant', () => {
  for (const [until, meant] of [
    ['2020-04-03T23:59:59+07:00', '2020-04-04T00:00:00+07:00'],
    ['2020-02-29T23:59:59.999Z', '2020-03-01T00:00:00Z'],
    ['2020-03-31T11:59:59-03:30', '2020-03-31T12:00:00-03:30'],
  ])
    assert.deepEqual(
      faultsOf(free([day(1), until])).map(({ value, other }) => [value, other]),
      [[until, meant]],
    )
})

test('a doubt does not keep a list from being signed, a fault does', () => {
  assert.ok(isSignable(free([day(1), '2020-04-03T23:59:59+07:00'])))
  assert.ok(!isSignable(free([day(2), day(1)])))
})

test('an instant without an offset, an unknown field and a number that is none have the wrong shape', () => {
  for (const list of [
    free(['2020-02-01T00:00:00', null]),
    free(['2020-02-30T00:00:00+07:00', null]),
    { ...FEBRUARY, subscribers: ['0912345678'] },
    withServices({ ...HOTLINE, numbers: ['+8419003228'] } as Service),
    withServices({ ...HOTLINE, otherwise: { call: { setup: 0.5, amount: 1, perSeconds: 60 } } } as Service),
    page({ ports: [0] }),
  ])
    assert.ok(!zeroRatingList.safeParse(list).success)
})
