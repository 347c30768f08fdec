/** Each line of the set-up: done, waits for whom, or cannot be said; and that a live round could go out, said then alone. */
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { type SetUpFacts, type SetUpName, type SetUpOperator, type SetUpPerson, setUpOf, UNNAMED } from './set-up.ts'

const person = (id: string, role: SetUpPerson['role'], change: Partial<SetUpPerson> = {}): SetUpPerson => ({
  id,
  name: `Name of ${id}`,
  role,
  hasCome: true,
  factor: 'on',
  ...change,
})

const PEOPLE = {
  admin: person('admin', 'administrator'),
  second: person('second', 'administrator'),
  editor: person('editor', 'editor'),
  approver: person('approver', 'approver'),
}
const READER = PEOPLE.admin
const all = Object.values(PEOPLE)
const without = (...names: (keyof typeof PEOPLE)[]) =>
  all.filter(({ id }) => !names.includes(id as keyof typeof PEOPLE))
const inForce = { number: 2, sha256: 'b', people: all.map(({ id, role }) => ({ id, role })) }
const NODE: SetUpOperator = {
  id: 'mot',
  name: 'Mot',
  state: 'enrolled',
  isConnected: true,
  subscribers: 3000,
  roster: { number: 2, sha256: 'b' },
  canExercise: true,
}
const keysOf = (...ids: string[]) => new Set(ids)

const DONE: SetUpFacts = {
  name: 'Bộ Y tế',
  people: all,
  withKey: keysOf(...all.map(({ id }) => id)),
  rosters: { inForce, draft: null, isDue: false },
  operators: [NODE],
  exercise: 'well',
  hasSent: false,
  mail: true,
  push: true,
  backupAt: '2020-02-03T00:00:00Z',
}
const draft = { signedBy: [], notBefore: null, isStale: false } as const
const NO_ROSTER = { inForce: null, draft: null, isDue: true } as const
const only = (...people: (keyof typeof PEOPLE)[]) => ({
  inForce: { ...inForce, people: inForce.people.filter(({ id }) => people.some(p => p === id)) },
  draft: null,
  isDue: true,
})

/** `roster: waits sign, reader` */
function said(facts: SetUpFacts, name: SetUpName): string {
  const { lines } = setUpOf(facts, READER)
  const line = lines.find(each => each.name === name)
  assert.ok(line !== undefined, name)
  if (line.is !== 'waits') return `${line.is} ${line.says}`
  const by = 'names' in line.for ? `${line.for.is} ${line.for.names.join(', ')}` : line.for.is
  return `${line.is} ${line.says}, ${by}`
}

const EARLY = { ...DONE, rosters: NO_ROSTER }

const LINES: readonly (readonly [SetUpName, SetUpFacts, string])[] = [
  ['name', DONE, 'done done'],
  ['name', { ...DONE, name: UNNAMED }, 'waits missing, host'],
  ['name', {}, 'unknown unknown'],
  ['factor', DONE, 'done done'],
  ['factor', { ...DONE, people: [person('admin', 'administrator', { factor: 'missing' })] }, 'waits missing, reader'],
  ['factor', { ...DONE, people: [person('admin', 'administrator', { factor: 'notAsked' })] }, 'done notAsked'],
  ['factor', {}, 'unknown unknown'],
  ['key', DONE, 'done done'],
  ['key', { ...DONE, withKey: keysOf('second') }, 'waits missing, reader'],
  ['key', {}, 'unknown unknown'],
  ['second', DONE, 'done done'],
  ['second', { ...DONE, people: without('second') }, 'waits missing, reader'],
  [
    'second',
    { ...DONE, people: [PEOPLE.admin, { ...PEOPLE.second, hasCome: false }], withKey: keysOf('admin') },
    'waits invited, people Name of second',
  ],
  ['second', { ...DONE, withKey: keysOf('admin') }, 'waits keyless, people Name of second'],
  ['second', {}, 'unknown unknown'],
  ['editor', DONE, 'done done'],
  ['editor', { ...DONE, people: without('editor') }, 'waits missing, reader'],
  ['editor', { ...DONE, withKey: keysOf('admin') }, 'waits keyless, people Name of editor'],
  ['approver', DONE, 'done done'],
  ['approver', { ...DONE, people: without('approver') }, 'waits missing, reader'],
  ['roster', DONE, 'done done'],
  ['roster', {}, 'unknown unknown'],
  ['roster', EARLY, 'waits none, reader'],
  // Whoever has still to come is waited for, so that nobody signs one that the next day's has to replace.
  ['roster', { ...EARLY, people: without('editor') }, 'waits before, reader'],
  ['roster', { ...EARLY, withKey: keysOf('admin', 'second') }, 'waits early, people Name of editor, Name of approver'],
  ['roster', { ...EARLY, rosters: { ...NO_ROSTER, draft } }, 'waits sign, reader'],
  ['roster', { ...EARLY, rosters: { ...NO_ROSTER, draft: { ...draft, isStale: true } } }, 'waits stale, reader'],
  [
    'roster',
    { ...DONE, rosters: { inForce, draft: { ...draft, signedBy: ['admin'] }, isDue: true } },
    'waits others, people Name of second',
  ],
  [
    'roster',
    { ...DONE, rosters: { inForce, draft: { ...draft, notBefore: '2020-02-04T00:00:00Z' }, isDue: true } },
    'waits hour, hour',
  ],
  ['roster', { ...DONE, rosters: { ...DONE.rosters, isDue: true } as never }, 'waits due, reader'],
  ['roster', { ...DONE, rosters: only('admin', 'editor') }, 'waits due, reader'],
  // Who approves by it may no longer sign in.
  ['roster', { ...DONE, people: without('approver') }, 'waits short, reader'],
  ['operator', DONE, 'done done'],
  ['operator', {}, 'unknown unknown'],
  ['operator', { ...DONE, operators: [] }, 'waits none, reader'],
  // The console gives no code before there is a roster.
  ['operator', { ...EARLY, operators: [] }, 'waits early, reader'],
  [
    'operator',
    { ...EARLY, withKey: keysOf('admin'), operators: [{ ...NODE, state: 'new' }] },
    'waits early, people Name of second, Name of editor, Name of approver',
  ],
  ['operator', { ...DONE, operators: [{ ...NODE, state: 'new' }] }, 'waits notEnrolled, reader'],
  ['operator', { ...DONE, operators: [{ ...NODE, state: 'enrolling' }] }, 'waits notEnrolled, reader'],
  [
    'operator',
    { ...DONE, operators: [{ ...NODE, subscribers: null, roster: undefined }] },
    'waits neverCame, operator Mot',
  ],
  ['operator', { ...DONE, operators: [{ ...NODE, isConnected: false }] }, 'waits away, operator Mot'],
  ['operator', { ...DONE, operators: [{ ...NODE, roster: null }] }, 'waits withoutRoster, operator Mot'],
  [
    'operator',
    { ...DONE, operators: [{ ...NODE, roster: { number: 1, sha256: 'a' } }] },
    'waits olderRoster, operator Mot',
  ],
  ['operator', { ...DONE, operators: [{ ...NODE, subscribers: 0 }] }, 'waits noSubscribers, operator Mot'],
  ['operator', { ...DONE, operators: [{ ...NODE, roster: undefined }] }, 'waits earlierNode, operator Mot'],
  // One that can send is enough.
  ['operator', { ...DONE, operators: [{ ...NODE, state: 'new' }, NODE] }, 'done done'],
  ['operator', { ...DONE, operators: [{ ...NODE, roster: undefined }, NODE] }, 'done done'],
  ['operator', { ...DONE, operators: [{ ...NODE, state: 'revoked' }] }, 'waits none, reader'],
  ['lanes', DONE, 'done done'],
  ['lanes', { ...DONE, operators: [{ ...NODE, canExercise: false }] }, 'waits missing, operator Mot'],
  ['lanes', { ...DONE, operators: [] }, 'unknown later'],
  ['exercise', DONE, 'done done'],
  ['exercise', { ...DONE, exercise: 'none' }, 'waits missing, people Name of editor'],
  ['exercise', { ...DONE, exercise: 'running' }, 'waits running, people Name of editor'],
  ['exercise', { ...DONE, exercise: 'none', operators: [{ ...NODE, canExercise: false }] }, 'unknown later'],
  ['mail', DONE, 'done done'],
  ['mail', { ...DONE, mail: false }, 'waits missing, host'],
  ['mail', {}, 'unknown unknown'],
  ['push', { ...DONE, push: false }, 'waits missing, host'],
  ['backup', DONE, 'done done'],
  ['backup', { ...DONE, backupAt: null }, 'waits missing, host'],
  // Of a PostgreSQL server.
  ['backup', {}, 'unknown unknown'],
]

describe('each line is done, waits for somebody who is named, or cannot be said', () => {
  for (const [name, facts, expected] of LINES)
    test(`${name}: ${expected}`, () => assert.equal(said(facts, name), expected))
})

test('a live round could go out once somebody writes, another approves, and a node that sends holds their roster; and never before', () => {
  const lacks = (facts: SetUpFacts) => {
    const { isReady, lacks } = setUpOf(facts, READER)
    assert.equal(isReady, lacks.length === 0 && facts.rosters !== undefined)
    return lacks.map(({ says }) => says).join(', ')
  }
  for (const [facts, expected] of [
    [DONE, ''],
    [{ ...DONE, rosters: NO_ROSTER }, 'none'],
    [{ rosters: NO_ROSTER, operators: [] }, 'none, noOperator'],
    [{ ...DONE, rosters: only('admin') }, 'noApprover'],
    [{ ...DONE, rosters: only('admin', 'editor') }, 'noApprover'],
    [{ ...DONE, rosters: only('admin', 'approver') }, 'noWriter'],
    // A new key waits for the next roster, and keeps nothing from going out.
    [{ ...DONE, rosters: only('editor', 'approver') }, ''],
    [{ ...DONE, people: without('approver') }, 'noApprover'],
    [{ ...DONE, people: without('editor') }, 'noWriter'],
    [{ ...DONE, operators: [] }, 'noOperator'],
    [{ ...DONE, operators: [{ ...NODE, state: 'enrolling' }] }, 'noOperator'],
    [{ ...DONE, operators: [{ ...NODE, subscribers: null }] }, 'neverCame'],
    [{ ...DONE, operators: [{ ...NODE, isConnected: false }] }, 'away'],
    [{ ...DONE, operators: [{ ...NODE, roster: null }] }, 'withoutRoster'],
    [{ ...DONE, operators: [{ ...NODE, subscribers: 0 }] }, 'noSubscribers'],
    // Neither mail nor an exercise keeps one from going out.
    [{ ...DONE, mail: false, push: false, exercise: 'none', backupAt: null, name: UNNAMED }, ''],
  ] as const)
    assert.equal(lacks(facts), expected)
  assert.equal(setUpOf({}, READER).isReady, false, 'nobody said anything')
})

test('what is next is what the reader can do, before what waits for others, and what must be before the rest', () => {
  const next = (facts: SetUpFacts, reader: { id: string; role: SetUpPerson['role'] } = READER) =>
    setUpOf(facts, reader).next
  const first = person('admin', 'administrator', { factor: 'missing' })
  const start = { ...DONE, people: [first], withKey: keysOf(), rosters: NO_ROSTER, operators: [] }
  assert.equal(next({ ...start, name: UNNAMED }), 'factor')
  assert.equal(next({ ...start, people: [READER] }), 'key')
  assert.equal(next({ ...start, people: [READER], withKey: keysOf('admin') }), 'second')
  const invited = all.map(each => ({ ...each, hasCome: each.id === 'admin' }))
  // All that can be done is done: whom it waits for is said.
  assert.equal(next({ ...start, people: invited, withKey: keysOf('admin') }), 'second')
  assert.equal(next({ ...EARLY, operators: [] }), 'roster')
  assert.equal(next({ ...DONE, operators: [] }), 'operator')
  assert.equal(next({ ...DONE, mail: false }), 'mail')
  assert.equal(next({ ...DONE, mail: false, aside: { mail: 'A' } }), null)
  assert.equal(next(DONE), null)
  const editor = { id: 'editor', role: 'editor' } as const
  assert.equal(next({ ...DONE, withKey: keysOf('admin'), operators: [] }, editor), 'key')
  assert.equal(next({ ...DONE, operators: [] }, editor), null, 'the rest is the administrators’')
})

test('the set-up stands in place of the overview until what must be is, or a live round was sent', () => {
  const isWhole = (facts: SetUpFacts) => setUpOf(facts, READER).isWhole
  assert.equal(isWhole(DONE), false)
  assert.equal(isWhole({ ...DONE, operators: [] }), true)
  assert.equal(isWhole({ ...DONE, operators: [], hasSent: true }), false)
  assert.equal(isWhole({ ...DONE, operators: [], isDemo: true }), false)
  assert.equal(isWhole({ ...DONE, mail: false, push: false, backupAt: null }), false)
  assert.equal(isWhole({ ...DONE, name: UNNAMED }), true)
  const editor = { id: 'editor', role: 'editor' } as const
  assert.equal(setUpOf({ ...DONE, operators: [] }, editor).isWhole, false)
})

test('only what nothing goes wrong without is put aside', () => {
  const aside = { mail: 'A', operator: 'A' }
  const { lines } = setUpOf({ ...DONE, mail: false, operators: [], aside }, READER)
  const by = (of: SetUpName) => lines.find(({ name }) => name === of)?.asideBy
  assert.equal(by('mail'), 'A')
  assert.equal(by('operator'), null)
})
