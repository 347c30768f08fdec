import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { FEBRUARY } from './example-list.ts'
import { inForce } from './in-force.ts'
import type { ZeroRatingList } from './list.ts'
import { anyInstant, anyLists } from './random-lists.test.ts'
import { freeSpans } from './spans.ts'

const at = (text: string) => Date.parse(`${text}+07:00`)

test('a version that changes nothing of a service does not cut its span, one that does cuts it', () => {
  const later = (changes: Partial<ZeroRatingList['services'][0]>): ZeroRatingList => ({
    ...FEBRUARY,
    version: 2,
    inForceFrom: '2020-03-01T00:00:00+07:00',
    services: FEBRUARY.services.map(service => ({ ...service, ...changes }) as (typeof FEBRUARY.services)[0]),
  })
  const spansOf = (changes: Partial<ZeroRatingList['services'][0]>) =>
    freeSpans(inForce([FEBRUARY, later(changes)]))
      .filter(({ service }) => service.id === 'byt-19003228')
      .map(({ from, until }) => [from, until])
  const [from, cut, until] = [at('2020-02-01T00:00:00'), at('2020-03-01T00:00:00'), at('2020-04-04T00:00:00')]
  assert.deepEqual(spansOf({ evidence: ['A letter'] }), [[from, until]])
  assert.deepEqual(spansOf({ owner: 'Another' }), [
    [from, cut],
    [cut, until],
  ])
})

test('spans say of each service and instant what the list in force says', () => {
  fc.assert(
    fc.property(anyLists, anyInstant, (lists, instant) => {
      const force = inForce(lists)
      const spans = freeSpans(force)
      for (const { id } of force.services) {
        const held = spans.filter(({ service, from, until }) => service.id === id && instant >= from && instant < until)
        const isFree = force.freeOf(id).some(({ from, until }) => instant >= from && instant < until)
        assert.equal(held.length, isFree ? 1 : 0)
        if (isFree)
          assert.deepEqual(
            { ...held[0].service, free: [], evidence: [] },
            { ...force.versionAt(instant)?.services.find(service => service.id === id), free: [], evidence: [] },
          )
      }
    }),
  )
})
