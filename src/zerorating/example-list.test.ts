import assert from 'node:assert/strict'
import { test } from 'node:test'
import example from '../../docs/examples/zero-rating-february-2020.json' with { type: 'json' }
import { FEBRUARY } from './example-list.ts'
import { faultsOf } from './faults.ts'
import { type Service, zeroRatingList } from './list.ts'

test('the example list has the right shape and no fault', () => {
  assert.deepEqual(zeroRatingList.parse(FEBRUARY), FEBRUARY)
  assert.deepEqual(faultsOf(FEBRUARY), [])
})

test("the documentation's example has the hotlines of the example list, with their numbers and periods", () => {
  const [first, second] = FEBRUARY.services
  const told = ({ otherwise: _, evidence: __, ...rest }: Pick<Service, 'otherwise' | 'evidence'>) => rest
  assert.deepEqual(example.services.map(told), [first, second].map(told))
})
