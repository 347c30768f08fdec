import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { FEBRUARY, NCOV } from './example-list.ts'
import { inForce, type Reached } from './in-force.ts'
import type { Service, ZeroRatingList } from './list.ts'

const at = (text: string) => Date.parse(`${text}+07:00`)
const FEB = inForce([FEBRUARY])

function call(called: string, when: string, forwardedTo?: string): string {
  const verdict = FEB.call(called, at(when), forwardedTo)
  return verdict.is === 'charged' ? verdict.why : verdict.is
}

test('a hotline is free from its first instant to just before its last', () => {
  for (const [when, expected] of [
    ['2020-01-31T16:59:59', 'unlisted'],
    ['2020-01-31T23:59:59.999', 'not-now'],
    ['2020-02-01T00:00:00', 'free'],
    ['2020-04-03T23:59:59.999', 'free'],
    ['2020-04-04T00:00:00', 'not-now'],
  ])
    assert.equal(call('19003228', when), expected, when)
  assert.equal(call('19009095', '2020-02-02T06:59:59'), 'not-now')
  assert.equal(call('19009095', '2031-01-01T00:00:00'), 'free', 'an open end')
})

test('one number is known however a switch writes it, and no other number is', () => {
  for (const [called, expected] of [
    ['19003228', 'free'],
    ['8419003228', 'free'],
    ['+8419003228', 'free'],
    ['008419003228', 'free'],
    ['1900 3228', 'free'],
    ['+84 1900.3228', 'free'],
    ['1900-3228', 'free'],
    ['019003228', 'unlisted'],
    ['1900322', 'unlisted'],
    ['190032280', 'unlisted'],
    ['+19003228', 'unlisted'],
    ['+84+19003228', 'unlisted'],
    ['', 'unlisted'],
    [' ', 'unlisted'],
    ['sip:19003228', 'unlisted'],
    ['9'.repeat(1000), 'unlisted'],
  ])
    assert.equal(call(called, '2020-02-03T08:00:00'), expected, called)
})

test('a forwarded call stays free where the list says so', () => {
  // The second hotline is not free before 2 February, and takes over calls of the first.
  assert.equal(call('19003228', '2020-02-01T09:00:00', '19009095'), 'free')
  assert.equal(call('19003228', '2020-02-01T09:00:00', '+84 19009095'), 'free')
  assert.equal(call('19003228', '2020-02-01T09:00:00', '19001234'), 'forwarded')
  // Free by itself from the second on, though it names no diversion.
  assert.equal(call('19009095', '2020-02-03T09:00:00', '19003228'), 'free')
  assert.equal(call('19009095', '2020-02-02T05:00:00', '19003228'), 'not-now')
})

function page(reached: Partial<Reached>): string {
  const verdict = FEB.page({ host: null, address: null, port: null, ...reached }, at('2020-02-03T08:00:00'))
  return 'why' in verdict ? verdict.why : verdict.is
}

test('a page is free by host and prefix and port, and never by its name alone', () => {
  const [host, address] = ['ncov.moh.gov.vn', '123.30.0.5']
  for (const [reached, expected] of [
    [{ host, address, port: 443 }, 'free'],
    [{ host, address }, 'free'],
    [{ host: 'NCOV.moh.gov.vn.', address, port: 80 }, 'free'],
    [{ host, address: '2405:4800:1::9', port: 443 }, 'free'],
    [{ host, address: '::ffff:123.30.0.5', port: 443 }, 'free'],
    [{ host, address, port: 8443 }, 'other-port'],
    [{ host }, 'host-only'],
    [{ host, address: 'nonsense' }, 'host-only'],
    [{ host, address: '123.30.0.32', port: 443 }, 'other-address'],
    [{ host: 'video.example', address, port: 443 }, 'other-host'],
    [{ host: 'x.ncov.moh.gov.vn', address, port: 443 }, 'other-host'],
    [{ address }, 'address-only'],
    [{ address: '123.30.0.16', port: 443 }, 'free'],
    [{ address: '123.30.0.31', port: 53 }, 'other-port'],
    [{ address: '123.29.255.255' }, 'unlisted'],
    [{ host: 'video.example', address: '8.8.8.8' }, 'unlisted'],
    [{ host: 'video.example' }, 'unlisted'],
    [{}, 'unlisted'],
  ] as const)
    assert.equal(page(reached), expected, JSON.stringify(reached))
})

test('a pattern of hosts covers every host below a name, and not the name itself', () => {
  const list = withPage({ hosts: ['*.moh.gov.vn'] })
  const free = inForce([list])
  for (const [host, expected] of [
    ['a.moh.gov.vn', 'free'],
    ['a.b.moh.gov.vn', 'free'],
    ['moh.gov.vn', 'unproved'],
    ['amoh.gov.vn', 'unproved'],
  ])
    assert.equal(free.page({ host, address: '123.30.0.5', port: 443 }, at('2020-02-03T08:00:00')).is, expected)
})

test('services that share a server are told apart by their hosts', () => {
  const shared = [{ prefix: '123.30.0.0/28', exclusive: false }]
  const list = {
    ...FEBRUARY,
    services: [
      { ...NCOV, prefixes: shared },
      { ...NCOV, id: 'other', hosts: ['other.gov.vn'], prefixes: [{ prefix: '123.30.0.0/24', exclusive: false }] },
    ],
  }
  const free = inForce([list])
  for (const [host, id] of [
    ['ncov.moh.gov.vn', 'ncov'],
    ['other.gov.vn', 'other'],
  ]) {
    const verdict = free.page({ host, address: '123.30.0.5', port: 443 }, at('2020-02-03T08:00:00'))
    assert.equal(verdict.is === 'free' && verdict.service.id, id)
  }
})

test('a version says what is free from its own time on', () => {
  const hotline = FEBRUARY.services[0]
  const [first, second] = [
    FEBRUARY,
    {
      ...FEBRUARY,
      version: 2,
      inForceFrom: '2020-02-20T00:00:00+07:00',
      services: [{ ...hotline, free: [{ from: '2020-02-01T00:00:00+07:00', until: '2020-03-01T00:00:00+07:00' }] }],
    },
  ]
  const both = inForce([second, first])
  const free = (called: string, when: string) => both.call(called, at(when)).is
  assert.equal(free('19003228', '2020-02-29T23:59:59'), 'free')
  assert.equal(free('19003228', '2020-03-01T00:00:00'), 'charged')
  assert.equal(free('19009095', '2020-02-19T23:59:59'), 'free')
  assert.equal(free('19009095', '2020-02-20T00:00:00'), 'unlisted', 'no longer on the list')
  assert.equal(both.versionAt(at('2020-02-19T23:59:59'))?.version, 1)
  assert.equal(both.versionAt(at('2020-02-20T00:00:00'))?.version, 2)
  assert.equal(both.versionAt(at('2019-01-01T00:00:00')), null)
  assert.deepEqual(both.freeOf('byt-19009095'), [{ from: at('2020-02-02T07:00:00'), until: at('2020-02-20T00:00:00') }])
  assert.deepEqual(both.freeOf('byt-19003228'), [{ from: at('2020-02-01T00:00:00'), until: at('2020-03-01T00:00:00') }])
})

test('a later version that is in force from before an earlier one leaves nothing of it', () => {
  const early = { ...FEBRUARY, inForceFrom: '2020-02-10T00:00:00+07:00' }
  const late = { ...FEBRUARY, version: 2, inForceFrom: '2020-02-05T00:00:00+07:00', services: [] }
  const both = inForce([early, late])
  assert.equal(both.versionAt(at('2020-02-12T00:00:00'))?.version, 2)
  assert.deepEqual(both.freeOf('byt-19003228'), [])
})

test('edges are where a call is to be cut', () => {
  const edges = FEB.edges('byt-19003228', at('2020-01-31T23:59:30'), at('2020-02-01T00:01:30'))
  assert.deepEqual(edges, [at('2020-02-01T00:00:00')])
  assert.deepEqual(FEB.edges('byt-19003228', at('2020-02-01T00:00:00'), at('2020-02-01T00:01:30')), [])
})

test('between two edges nothing changes, whatever the periods and versions', () => {
  const hour = fc.integer({ min: 0, max: 100 })
  const iso = (hours: number) => new Date(Date.UTC(2020, 1, 1) + hours * 3_600_000).toISOString()
  const intervals = fc
    .uniqueArray(hour, { minLength: 2, maxLength: 8 })
    .map(hours => hours.sort((a, b) => a - b))
    .map(hours =>
      hours.flatMap((from, index) =>
        index % 2 === 0 ? [{ from: iso(from), until: index + 1 < hours.length ? iso(hours[index + 1]) : null }] : [],
      ),
    )
  const version = fc.record({ inForceFrom: hour, free: intervals })
  fc.assert(
    fc.property(fc.array(version, { minLength: 1, maxLength: 4 }), versions => {
      const lists = versions.map(
        ({ inForceFrom, free }, index): ZeroRatingList => ({
          ...FEBRUARY,
          version: index + 1,
          inForceFrom: iso(inForceFrom),
          services: [{ ...FEBRUARY.services[0], free }],
        }),
      )
      const all = inForce(lists)
      const [begin, end] = [Date.parse(iso(-1)), Date.parse(iso(101))]
      const edges = [begin, ...all.edges('byt-19003228', begin, end), end]
      for (let index = 1; index < edges.length; index++) {
        const [first, last] = [edges[index - 1], edges[index] - 1]
        assert.equal(all.call('19003228', first).is, all.call('19003228', last).is)
        const isIn = all.freeOf('byt-19003228').some(({ from, until }) => first >= from && first < until)
        assert.equal(all.call('19003228', first).is === 'free', isIn)
      }
    }),
  )
})

test('an address is found among prefixes as one by one, however they lie within each other', () => {
  const prefix = fc.record({ start: fc.nat(255), length: fc.integer({ min: 24, max: 32 }) })
  fc.assert(
    fc.property(fc.array(prefix, { minLength: 1, maxLength: 20 }), fc.nat(255), (prefixes, last) => {
      const services = prefixes.map(({ start, length }, index): Service => {
        const size = 2 ** (32 - length)
        return {
          ...NCOV,
          id: `p${index}`,
          hosts: [`p${index}.gov.vn`],
          prefixes: [{ prefix: `123.30.0.${start - (start % size)}/${length}`, exclusive: false }],
        }
      })
      const all = inForce([{ ...FEBRUARY, services }])
      for (const [index, { start, length }] of prefixes.entries()) {
        const size = 2 ** (32 - length)
        const first = start - (start % size)
        const reached = { host: `p${index}.gov.vn`, address: `123.30.0.${last}`, port: 443 }
        const expected = last >= first && last < first + size ? 'free' : 'unproved'
        assert.equal(all.page(reached, at('2020-02-03T08:00:00')).is, expected)
      }
    }),
  )
})

function withPage(changes: Partial<typeof NCOV>): ZeroRatingList {
  return { ...FEBRUARY, services: [{ ...NCOV, ...changes }] }
}
