import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Role } from '../../authority/actor.ts'
import { type RosterNews, rosterNews } from './roster-news.ts'

type View = Parameters<typeof rosterNews>[0]

const ROSTER = { number: 1, sha256: 'a', at: '2026-11-27T03:00:00Z', people: [], signedBy: [] }
const CURRENT = { current: ROSTER, draft: null, isDue: false }
const draft = (signedBy: readonly string[], notBefore: string | null = null): View['draft'] => ({
  number: 2,
  sha256: 'b',
  text: '',
  before: null,
  preparedBy: 'A',
  changes: [],
  signedBy: signedBy.map(id => ({ id, name: id })),
  needed: 2,
  notBefore,
  since: [],
})

function check(view: Partial<View>, role: Role, expected: RosterNews | null): void {
  assert.equal(rosterNews({ ...CURRENT, ...view }, { id: 'me', role }), expected)
}

test('an administrator is told that a roster is missing, is due, or waits for a signature', () => {
  check({}, 'administrator', null)
  check({ current: null, isDue: true }, 'administrator', 'first')
  check({ isDue: true }, 'administrator', 'due')
  check({ isDue: true, draft: draft(['other']) }, 'administrator', 'sign')
  check({ isDue: true, draft: draft(['me']) }, 'administrator', 'waits')
})

test('whoever makes no roster is told of one that waits for its day, and of nothing else', () => {
  check({ current: null, isDue: true }, 'editor', null)
  check({ isDue: true, draft: draft(['other']) }, 'approver', null)
  check({ isDue: true, draft: draft(['other'], '2026-11-28T03:00:00Z') }, 'approver', 'waits')
})
