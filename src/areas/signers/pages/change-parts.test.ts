import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { RosterPerson, SigningKey } from '../../../directive/roster.ts'
import { changeParts } from './change-parts.ts'

const key = (id: string, x = id): SigningKey => ({ is: 'key', id, publicKey: { kty: 'EC', crv: 'P-256', x, y: 'y' } })
const person = (change: Partial<RosterPerson> = {}): RosterPerson => ({
  id: 'one',
  name: 'A',
  role: 'editor',
  keys: [key('first')],
  ...change,
})

function check(before: RosterPerson | null, after: RosterPerson | null, expected: string): void {
  const told = changeParts({ before, after }).map(part => {
    switch (part.is) {
      case 'role':
        return part.role
      case 'key-on':
      case 'key-off':
        return `${part.is} ${part.key.id}`
      default:
        return `${part.is} ${part.before} ${part.after}`
    }
  })
  assert.equal(told.join(', '), expected)
}

test('somebody new or gone is told with the role and every key', () => {
  check(null, person({ keys: [key('a'), key('b')] }), 'editor, key-on a, key-on b')
  check(person(), null, 'editor, key-off first')
})

test('of somebody who changes it is told what: role, name, keys', () => {
  check(person(), person({ role: 'approver' }), 'role-changed editor approver')
  check(person(), person({ name: 'B' }), 'renamed A B')
  check(person(), person({ keys: [key('second')] }), 'key-on second, key-off first')
})

test('a key with another public part under the same name is told as another key', () => {
  check(person(), person({ keys: [key('first', 'x2')] }), 'key-on first, key-off first')
})
