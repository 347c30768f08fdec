import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { groupsByService, NO_GROUPS, type RatingGroups, withGroupsFor } from './rating-groups.ts'

const ids = (...names: string[]) => names.map(id => ({ id }))
const numbersOf = (groups: RatingGroups) =>
  groups.groups.map(({ service, ratingGroup, serviceIdentifier }) => [service, ratingGroup, serviceIdentifier])

test('services are numbered in their order, from the base on', () => {
  assert.deepEqual(numbersOf(withGroupsFor(ids('a', 'b'))), [
    ['a', 700_001, 1],
    ['b', 700_002, 2],
  ])
  assert.deepEqual(numbersOf(withGroupsFor(ids('a'), { base: 50, groups: [] })), [['a', 51, 1]])
})

test('what a person changed in the file stays, and is given to nobody else', () => {
  const kept = { base: 700_000, groups: [{ service: 'b', ratingGroup: 700_001, serviceIdentifier: 7 }] }
  assert.deepEqual(numbersOf(withGroupsFor(ids('a', 'b'), kept)), [
    ['b', 700_001, 7],
    ['a', 700_002, 8],
  ])
  const far = { base: 700_000, groups: [{ service: 'b', ratingGroup: 12, serviceIdentifier: 1 }] }
  assert.deepEqual(numbersOf(withGroupsFor(ids('a'), far))[1], ['a', 700_001, 2])
})

test('a service keeps its numbers whatever comes, goes and comes back; none is given twice', () => {
  const versions = fc.array(fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e')), { minLength: 1, maxLength: 6 })
  fc.assert(
    fc.property(versions, names => {
      let groups = NO_GROUPS
      for (const version of names) {
        const next = withGroupsFor(ids(...version), groups)
        const known = groupsByService(next)
        for (const group of groups.groups) assert.deepEqual(known.get(group.service), group)
        for (const name of version) assert.ok(known.has(name))
        groups = next
      }
      for (const field of ['service', 'ratingGroup', 'serviceIdentifier'] as const)
        assert.equal(new Set(groups.groups.map(group => group[field])).size, groups.groups.length)
    }),
  )
})

test('a file that gives one number to two services is refused', () => {
  const group = { service: 'a', ratingGroup: 1, serviceIdentifier: 1 }
  for (const other of [
    { ...group, ratingGroup: 2, serviceIdentifier: 2 },
    { ...group, service: 'b', serviceIdentifier: 2 },
    { ...group, service: 'b', ratingGroup: 2 },
  ])
    assert.throws(() => withGroupsFor([], { base: 0, groups: [group, other] }), { code: 'ratingGroupTwice' })
})
