import assert from 'node:assert/strict'
import { test } from 'node:test'
import { instantOf } from '../../../web/local-time.ts'
import { changesBetween, isSame } from '../../../zerorating/changes.ts'
import { FEBRUARY } from '../../../zerorating/example-list.ts'
import type { Service } from '../../../zerorating/list.ts'
import {
  blankForm,
  type FormFault,
  type FormField,
  formOf,
  idFrom,
  readForm,
  type ServiceForm,
} from './service-form.ts'

const ZONE = 'Asia/Ho_Chi_Minh'
const [HOTLINE, OPEN, PAGE] = FEBRUARY.services

test('a form that nobody touched is the service it was made of', () => {
  const odd: Service[] = [
    { ...HOTLINE, otherwise: { call: null } } as Service,
    { ...HOTLINE, free: [], evidence: ['a', 'b, c'] } as Service,
    { ...HOTLINE, free: [{ from: '2020-02-01T00:00:30+07:00', until: null }] } as Service,
    { ...PAGE, prefixes: [], speedKilobitsPerSecond: null, otherwise: { data: null } } as Service,
    { ...OPEN, otherwise: { call: { setup: 500, amount: 0, perSeconds: 1 } } } as Service,
    { ...OPEN, free: [{ from: '2020-01-31T17:00:00Z', until: '2020-02-01T00:00:00Z' }] } as Service,
  ]
  for (const service of [...FEBRUARY.services, ...odd]) {
    const read = readForm(formOf(service, ZONE), ZONE)
    assert.ok(read.is === 'service', service.id)
    const list = (one: Service) => ({ ...FEBRUARY, services: [one] })
    const sorted = (one: Service) =>
      one.kind === 'page'
        ? { ...one, prefixes: one.prefixes.toSorted((a, b) => Number(b.exclusive) - Number(a.exclusive)) }
        : one
    assert.ok(isSame(changesBetween(list(sorted(service)), list(read.service))), service.id)
  }
})

test('numbers, hosts and prefixes are taken as they are pasted', () => {
  const form = { ...formOf(HOTLINE, ZONE), numbers: ' 1900 3228, 1900.9095;\n(1800) 1119 ', amount: '5 000' }
  const read = readForm(form, ZONE)
  assert.ok(read.is === 'service' && read.service.kind === 'hotline')
  assert.deepEqual(read.service.numbers, ['19003228', '19009095', '18001119'])
  assert.equal(read.service.otherwise.call?.amount, 5000)
  const page = readForm({ ...formOf(PAGE, ZONE), hosts: 'NCOV.moh.gov.vn, a.vn\n' }, ZONE)
  assert.ok(page.is === 'service' && page.service.kind === 'page')
  assert.deepEqual(page.service.hosts, ['ncov.moh.gov.vn', 'a.vn'])
})

test('what is wrong is told by its field', () => {
  const check = (service: Service, change: Partial<ServiceForm>, field: FormField, code: FormFault) => {
    const read = readForm({ ...formOf(service, ZONE), ...change }, ZONE)
    assert.ok(read.is === 'faulty', field)
    assert.deepEqual(read.faults, [{ field, code }])
  }
  check(HOTLINE, { title: ' ' }, 'title', 'missing')
  check(HOTLINE, { owner: '' }, 'owner', 'missing')
  check(HOTLINE, { title: 'x'.repeat(201) }, 'title', 'long')
  check(HOTLINE, { id: 'Mã' }, 'id', 'id')
  check(HOTLINE, { numbers: '' }, 'numbers', 'missing')
  check(HOTLINE, { numbers: '19003228\n+8419' }, 'numbers', 'digits')
  check(HOTLINE, { diversions: '12' }, 'diversions', 'digits')
  check(HOTLINE, { amount: 'nhiều' }, 'amount', 'tariff')
  check(HOTLINE, { per: '0' }, 'per', 'tariff')
  // A fraction is not read as a whole number, and what cannot be read is not left out.
  check(HOTLINE, { amount: '12.5' }, 'amount', 'tariff')
  check(HOTLINE, { per: 'abc', amount: '', setup: '' }, 'per', 'tariff')
  check(PAGE, { speed: '1.5' }, 'speed', 'speed')
  check(HOTLINE, { per: '100000' }, 'amount', 'long')
  check(PAGE, { hosts: '' }, 'hosts', 'missing')
  check(PAGE, { ports: '' }, 'ports', 'missing')
  check(PAGE, { ports: '443, 70000' }, 'ports', 'port')
  check(PAGE, { speed: '0' }, 'speed', 'speed')
  const period = { from: '2020-02-01T00:00', until: '', isOpen: false }
  check(HOTLINE, { periods: [period] }, 'periods.0.until', 'missing')
  check(HOTLINE, { periods: [{ ...period, from: '', isOpen: true }] }, 'periods.0.from', 'missing')
  check(HOTLINE, { evidence: 'x'.repeat(201) }, 'evidence', 'long')
})

test('what is missing of a blank form is told in the order of its fields, and its id is not', () => {
  for (const [kind, places] of [
    ['hotline', 'numbers'],
    ['page', 'hosts'],
  ] as const) {
    const read = readForm(blankForm(kind), ZONE)
    assert.ok(read.is === 'faulty')
    assert.deepEqual(
      read.faults.map(({ field }) => field),
      ['title', 'owner', places, 'periods.0.from'],
    )
  }
})

test('a new service has an id from its name, and no tariff before somebody gives one', () => {
  assert.equal(idFrom({ title: 'Đường dây nóng, Bộ Y tế: 19003228!' }), 'duong-day-nong-bo-y-te-19003228')
  assert.ok(idFrom({ title: 'a '.repeat(100) }).length <= 63)
  const form = {
    ...blankForm('short-code'),
    title: 'Tin nhắn',
    owner: 'Bộ Y tế',
    numbers: '1422',
    periods: [{ from: '2026-02-01T00:00', until: '', isOpen: true }],
  }
  const read = readForm(form, ZONE)
  assert.ok(read.is === 'service' && read.service.kind === 'short-code')
  assert.deepEqual(
    [read.service.id, read.service.otherwise.call, read.service.free],
    ['tin-nhan', null, [{ from: '2026-02-01T00:00:00+07:00', until: null }]],
  )
  const page = readForm({ ...form, kind: 'page', numbers: '', hosts: 'a.gov.vn', ports: '443' }, ZONE)
  assert.ok(page.is === 'service')
})

test('the same wall time is the same instant in a free period and in the window of a round', () => {
  for (const [wall, zone, expected] of [
    ['2026-03-08T02:30', 'America/New_York', '2026-03-08T07:30:00.000Z'],
    ['2026-10-25T02:30', 'Europe/Berlin', '2026-10-25T00:30:00.000Z'],
    ['2026-04-05T01:45', 'Australia/Lord_Howe', '2026-04-04T14:45:00.000Z'],
    ['2026-02-03T07:00', 'Asia/Ho_Chi_Minh', '2026-02-03T00:00:00.000Z'],
  ] as const) {
    const form = { ...formOf(HOTLINE, zone), periods: [{ from: wall, until: '', isOpen: true }] }
    const read = readForm(form, zone)
    assert.ok(read.is === 'service', JSON.stringify(read))
    const ofService = new Date(read.service.free[0].from).toISOString()
    const ofWindow = new Date(instantOf(wall, zone) ?? '').toISOString()
    assert.deepEqual([ofService, ofWindow], [expected, expected], `${wall} ${zone}`)
  }
})
