import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { FEBRUARY } from './example-list.ts'
import { inForce } from './in-force.ts'
import type { Period, ZeroRatingList } from './list.ts'
import { anyInstant, anyLists } from './random-lists.test.ts'
import { freeBetween, promisesBroken, statusAt } from './status.ts'

const iso = (time: string) => `2026-12-01T${time}+07:00`
const at = (time: string) => Date.parse(iso(time))

function version(number: number, inForceFrom: string, free: readonly Period[] | null) {
  const [service] = FEBRUARY.services
  return {
    ...FEBRUARY,
    version: number,
    inForceFrom: iso(inForceFrom),
    services: free === null ? [] : [{ ...service, id: 'hotline', free: [...free] }],
  } satisfies ZeroRatingList
}

const open = (from: string): readonly Period[] => [{ from: iso(from), until: null }]

test('what is free from midnight on is not free before, however long it has been signed', () => {
  const force = inForce([version(1, '01:55:00', open('23:00:00'))])
  const check = (time: string) => statusAt(force, 'hotline', at(time))
  assert.deepEqual(check('01:55:00'), { is: 'coming', from: at('23:00:00') })
  assert.equal(check('22:59:59').is, 'coming')
  assert.deepEqual(check('23:00:00'), { is: 'free', from: at('23:00:00'), until: Infinity })
})

test('what a version takes away has ended by that version, what is over by itself by none', () => {
  const dropped = inForce([version(1, '01:00:00', open('01:00:00')), version(2, '02:00:00', null)])
  assert.deepEqual(statusAt(dropped, 'hotline', at('02:00:00')), { is: 'ended', at: at('02:00:00'), version: 2 })
  const period = [{ from: iso('01:00:00'), until: iso('03:00:00') }]
  const over = inForce([version(1, '01:00:00', period)])
  assert.deepEqual(statusAt(over, 'hotline', at('03:00:00')), { is: 'ended', at: at('03:00:00'), version: null })
  assert.deepEqual(statusAt(over, 'another', at('02:00:00')), { is: 'never' })
})

test('free time that no clock shows is none', () => {
  const force = inForce([version(1, '01:55:10', open('01:55:10')), version(2, '01:55:50', null)])
  const day = { from: at('00:00:00'), until: at('23:00:00') }
  assert.equal(statusAt(force, 'hotline', at('01:55:30')).is, 'free')
  assert.deepEqual(freeBetween(force, 'hotline', day), [])
  const longer = inForce([version(1, '01:55:00', open('01:55:00')), version(2, '01:56:00', null)])
  assert.deepEqual(freeBetween(longer, 'hotline', day), [{ from: at('01:55:00'), until: at('01:56:00') }])
})

test('a service stands as the look-up of a call says, at every instant of every history', () => {
  fc.assert(
    fc.property(anyLists, anyInstant, (lists, instant) => {
      const force = inForce(lists)
      for (const service of force.services) {
        const isFree = statusAt(force, service.id, instant).is === 'free'
        const listed = force.versionAt(instant)?.services.find(({ id }) => id === service.id)
        if (listed === undefined) assert.equal(isFree, false)
        else if (listed.kind !== 'page') assert.equal(isFree, force.call(listed.numbers[0], instant).is === 'free')
      }
    }),
  )
})

const HELD = { service: 'hotline', from: at('01:00:00'), until: Infinity, by: ['Bắc Ninh'] }

function broken(free: readonly Period[] | null, held: Partial<typeof HELD> = {}) {
  const list = version(2, '02:00:00', free)
  return promisesBroken(list, [{ ...HELD, ...held }]).map(({ code, service, value, other }) => [
    ...[code, service, value, other],
  ])
}

test('a list that is without what a level holds is a doubt, whether the service is gone or its period', () => {
  const gone = [['held-by-a-level', 'hotline', '', 'Bắc Ninh']]
  assert.deepEqual(broken(null), gone)
  assert.deepEqual(broken([]), gone)
  assert.deepEqual(broken(open('23:00:00')), gone, 'from tomorrow is not now')
  assert.deepEqual(broken(open('01:30:00')), [])
  assert.deepEqual(broken(open('02:00:00')), [])
})

test('a list that ends what a level holds while the level goes on is a doubt that says when', () => {
  const until = (end: string) => [{ from: iso('01:00:00'), until: iso(end) }]
  const ends = new Date(at('04:00:00')).toISOString()
  assert.deepEqual(broken(until('04:00:00')), [['ends-before-a-level', 'hotline', ends, 'Bắc Ninh']])
  assert.deepEqual(broken([...until('04:00:00'), ...open('04:00:00')]), [], 'without a gap')
  assert.deepEqual(broken(until('04:00:00'), { until: at('04:00:00') }), [], 'the level ends then')
  assert.deepEqual(broken(null, { until: at('02:00:00') }), [], 'the level has ended before')
})
