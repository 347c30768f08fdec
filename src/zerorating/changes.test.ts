import assert from 'node:assert/strict'
import { test } from 'node:test'
import { changesBetween, isSame } from './changes.ts'
import { FEBRUARY } from './example-list.ts'
import type { Service } from './list.ts'

const [first, second, page] = FEBRUARY.services

test('the same list is no change, whatever its version and the order of what is in it', () => {
  const turned = {
    ...structuredClone(FEBRUARY),
    version: 2,
    previousSha256: 'a'.repeat(64),
    issuedAt: '2026-01-01T00:00:00Z',
    services: [page, second, Object.fromEntries(Object.entries(first).reverse()) as unknown as Service],
  }
  assert.ok(isSame(changesBetween(FEBRUARY, turned)))
  const inUtc = { ...first, free: [{ from: '2020-01-31T17:00:00Z', until: '2020-04-03T17:00:00Z' }] }
  const services = [inUtc as Service, second, page]
  assert.ok(isSame(changesBetween(FEBRUARY, { ...FEBRUARY, services })))
})

test('what is added, changed and removed is told by service, with every field that differs', () => {
  const until = '2020-05-01T00:00:00+07:00'
  const longer = { ...first, free: [{ ...first.free[0], until }] } as Service
  const added = { ...second, id: 'moi', title: 'Mới', numbers: ['19001000'] } as Service
  const { fields, services } = changesBetween(FEBRUARY, {
    ...FEBRUARY,
    timeZone: 'UTC',
    services: [longer, second, added],
  })
  assert.deepEqual(fields, [{ field: 'timeZone', before: 'Asia/Ho_Chi_Minh', after: 'UTC' }])
  assert.deepEqual(
    services.map(({ is, service }) => [is, service]),
    [
      ['changed', 'byt-19003228'],
      ['added', 'moi'],
      ['removed', 'ncov'],
    ],
  )
  assert.deepEqual(services[0].fields, [{ field: 'free', before: first.free, after: longer.free }])
  const whole = (service: Service) => Object.keys(service).filter(name => name !== 'id')
  assert.deepEqual(
    services[1].fields.map(({ field }) => field),
    whole(added),
  )
  assert.ok(services[2].fields.every(({ after }) => after === null))
})

test('a first list adds all of its services and changes nothing of the list itself', () => {
  const { fields, services } = changesBetween(null, FEBRUARY)
  assert.deepEqual(fields, [])
  assert.deepEqual(
    services.map(({ is }) => is),
    ['added', 'added', 'added'],
  )
})
