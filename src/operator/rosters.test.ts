import assert from 'node:assert/strict'
import { test } from 'node:test'
import { baseFailure } from '../base/failures.ts'
import { readRoster } from '../directive/attest.ts'
import type { DirectiveBody } from '../directive/documents.ts'
import { namesUnder, type SignedRoster } from '../directive/roster.ts'
import { sha256Of } from '../directive/signing.ts'
import {
  admin,
  approvalBy,
  approvedBy,
  approver,
  editor,
  nextRoster,
  otherAdmin,
  PEOPLE,
  rosterOf,
  second,
  signedBy,
  stranger,
  USUAL,
} from './people.test.ts'
import { type RosterEntry, Rosters } from './rosters.ts'
import { NodeFixture } from './stage.test.ts'
import { Untrusted } from './untrusted.ts'

const ADMINS = [admin, otherAdmin]
const FIRST = await signedBy([], rosterOf(PEOPLE))
const SECOND = await nextRoster(FIRST, [...PEOPLE, stranger], ADMINS)
const THIRD = await nextRoster(SECOND, PEOPLE, ADMINS)

/** A node's memory over several starts. */
function scene(given: { pin?: string | null; entries?: RosterEntry[]; append?: () => void; now?: number } = {}) {
  const entries = given.entries ?? []
  const told: string[] = []
  const tell = (event: string, fields: object = {}) => told.push('why' in fields ? `${event}: ${fields.why}` : event)
  const said: string[] = []
  const log = {
    info: (event: string, { number }: { number?: number } = {}) => said.push(`info ${event} ${number}`),
    warn: (event: string, fields: object = {}) => {
      said.push(`warn ${event}`)
      tell(event, fields)
    },
    error: (event: string, fields: object = {}) => {
      said.push(`error ${event}`)
      tell(event, fields)
    },
  }
  const news: number[] = []
  const rosters: Rosters = new Rosters({
    pin: given.pin === undefined ? FIRST.sha256 : given.pin,
    keyFile: 'node.key',
    entries,
    journal: {
      append: async entry => {
        given.append?.()
        entries.push(entry as RosterEntry)
      },
    },
    untrusted: new Untrusted(log),
    log,
    clock: { wall: () => given.now ?? Date.now() },
    onNews: () => news.push(rosters.newest?.number ?? 0),
  })
  return { rosters, entries, told, news, said }
}

const held = (roster: { sha256: string }, number: number) => ({ number, sha256: roster.sha256 })

test('the first roster is the one that was pinned, whatever comes before it or beside it', async () => {
  const { rosters, entries, told, news } = scene({ pin: SECOND.sha256 })
  assert.equal(rosters.newest, null)
  assert.throws(() => rosters.roster, { code: 'rosterAway' })
  const other = await signedBy([], rosterOf([stranger]))
  await rosters.take([FIRST, other, SECOND])
  assert.deepEqual(rosters.newest, held(SECOND, 2))
  assert.deepEqual(entries, [{ is: 'roster', pin: SECOND.sha256, text: SECOND.text }])
  // What came before it says nothing against it.
  await rosters.take([FIRST, other, SECOND])
  assert.deepEqual([entries.length, told, news], [1, [], [2]])
})

test('a node says at once that it holds no roster and refuses everything, and which one it holds', async () => {
  const saidAtStart = (given: Parameters<typeof scene>[0]) => {
    const { rosters, said } = scene(given)
    rosters.start()
    return said
  }
  assert.deepEqual(saidAtStart({ pin: null }), ['error no roster pinned, directives refused until: loa operator trust'])
  assert.deepEqual(saidAtStart({}), ['warn pinned roster not received yet, directives refused'])
  const { rosters, entries, said } = scene()
  await rosters.take([FIRST, SECOND])
  assert.deepEqual(said, ['info roster in use 2'])
  assert.deepEqual(saidAtStart({ entries }), ['info roster in use 2'])
})

test('one roster follows another, each once, and all are known after a new start', async () => {
  const { rosters, entries, told, news } = scene()
  for (const list of [[FIRST, SECOND], [FIRST, SECOND, THIRD], [THIRD, SECOND, FIRST], []]) await rosters.take(list)
  assert.deepEqual(rosters.newest, held(THIRD, 3))
  assert.deepEqual(
    [entries.map(entry => entry.is === 'roster' && sha256Of(entry.text)), told, news],
    [[FIRST.sha256, SECOND.sha256, THIRD.sha256], [], [2, 3]],
  )
  const again = scene({ entries })
  assert.deepEqual(again.rosters.newest, held(THIRD, 3))
  assert.equal(again.rosters.roster.body.number, 3)
  await again.rosters.take([FIRST, SECOND, THIRD])
  assert.equal(entries.length, 3)
})

const attempts: Readonly<Record<string, () => Promise<readonly SignedRoster[]>>> = {
  'a fork that one administrator of two has signed': async () => [await nextRoster(FIRST, [stranger, admin], [admin])],
  'a version that approvers have signed': async () => [
    await nextRoster(FIRST, [...PEOPLE, stranger], [approver, second]),
  ],
  'a version that nobody has signed': async () => [await nextRoster(FIRST, [stranger], [])],
  'a version signed by those whom it brings in': async () => {
    const evil = { ...stranger, role: 'administrator' } as const
    return [await nextRoster(FIRST, [evil], [evil, evil])]
  },
  'the signatures of another version': async () => {
    const evil = await nextRoster(FIRST, [stranger], [])
    return [{ text: evil.text, signatures: SECOND.signatures }]
  },
  'one that leaves a number out': async () => [THIRD],
  'another version 1': async () => [await signedBy(ADMINS, rosterOf([stranger, admin]))],
  'a text that is none': async () => [{ text: '{}', signatures: [] }],
  'a person who stands on it twice': async () => [await twice()],
}

async function twice(): Promise<SignedRoster> {
  const { text } = await nextRoster(FIRST, [editor], [])
  return {
    text: text.replace('"people":[', `"people":[${JSON.stringify(rosterOf([editor]).people[0])},`),
    signatures: [],
  }
}

for (const [name, attempt] of Object.entries(attempts))
  test(`a roster is refused, told once, and changes nothing: ${name}`, async () => {
    const { rosters, entries, told } = scene()
    await rosters.take([FIRST])
    const evil = await attempt()
    for (let i = 0; i < 3; i++) await rosters.take(evil)
    assert.deepEqual(rosters.newest, held(FIRST, 1))
    assert.equal(entries.length, 1)
    assert.equal(told.length, 1)
    assert.match(told[0], /^document refused: (rosterNotNext|rosterUnsigned|documentMalformed)$/)
    await rosters.take([SECOND])
    assert.deepEqual(rosters.newest, held(SECOND, 2))
  })

test('of two rosters with one number the first that was signed as it must be stays, the other is told', async () => {
  const { rosters, told } = scene()
  const other = await nextRoster(FIRST, [editor, approver, admin, otherAdmin], ADMINS)
  await rosters.take([FIRST, SECOND, other])
  assert.deepEqual(rosters.newest, held(SECOND, 2))
  assert.deepEqual(told, ['document refused: rosterNotNext'])
  // Nor does what follows the other one count.
  await rosters.take([await nextRoster(other, PEOPLE, ADMINS)])
  assert.deepEqual(rosters.newest, held(SECOND, 2))
})

test('a node without a pinned roster takes none and says what to do', async () => {
  const { rosters, entries } = scene({ pin: null })
  await rosters.take([FIRST, SECOND])
  assert.deepEqual([rosters.newest, entries], [null, []])
  assert.throws(
    () => rosters.roster,
    (error: Error) => /loa operator trust --key node.key --roster/.test(error.message),
  )
})

test('a roster that is pinned anew begins anew: nothing of before counts until it is here', async () => {
  const before = scene()
  await before.rosters.take([FIRST, SECOND, THIRD])
  const fork = await nextRoster(FIRST, [editor, approver, admin, otherAdmin], ADMINS)
  const { rosters, entries } = scene({ pin: fork.sha256, entries: before.entries })
  assert.equal(rosters.newest, null)
  assert.throws(() => rosters.roster, { code: 'rosterAway' })
  await rosters.take([FIRST, SECOND, THIRD])
  assert.equal(rosters.newest, null)
  await rosters.take([FIRST, fork])
  assert.deepEqual(rosters.newest, held(fork, 2))
  const next = await nextRoster(fork, PEOPLE, ADMINS)
  await rosters.take([SECOND, THIRD, next])
  assert.deepEqual(rosters.newest, held(next, 3))
  assert.deepEqual(scene({ pin: fork.sha256, entries }).rosters.newest, held(next, 3))
})

test('a version that was held before counts at once where it is pinned anew, and not what followed it', async () => {
  const { rosters, entries } = scene()
  await rosters.take([FIRST, SECOND, THIRD])
  const again = scene({ pin: SECOND.sha256, entries })
  assert.deepEqual(again.rosters.newest, held(SECOND, 2))
  assert.equal(scene({ pin: null, entries }).rosters.newest, null)
})

test('a roster that cannot be written does not count, and is taken with the next agenda', async () => {
  let isFull = true
  const { rosters, told } = scene({
    append: () => {
      if (isFull) throw baseFailure('fileUnwritable', { file: 'journal.jsonl', why: 'ENOSPC' })
    },
  })
  await rosters.take([FIRST, SECOND])
  assert.equal(rosters.newest, null)
  assert.match(told[0], /^roster write failed/)
  isFull = false
  await rosters.take([FIRST, SECOND])
  assert.deepEqual(rosters.newest, held(SECOND, 2))
})

test('a node tells which roster it holds when it connects, and when that changes', async t => {
  const stage = await NodeFixture.set(t)
  const { authority } = stage
  await stage.start()
  const told = () => authority.hellos.map(({ roster }) => roster?.number ?? null)
  await authority.until(() => told().length === 2, 'the first roster is told')
  assert.deepEqual(told(), [null, 1])
  const next = await nextRoster(authority.rosters[0], PEOPLE, ADMINS)
  await authority.issueRoster(next)
  await authority.until(() => told().length === 3, 'the second roster is told')
  assert.deepEqual(authority.hellos.at(-1)?.roster, held(next, 2))
  await stage.stop()
  await stage.start()
  await authority.until(() => told().length === 4, 'it connects anew')
  assert.deepEqual(told(), [null, 1, 2, 2])
})

test('a node that is more rosters behind than an agenda holds judges nothing before it has them all', async t => {
  const stage = await NodeFixture.set(t)
  const { authority } = stage
  for (let i = 0; i < 25; i++) {
    const people = i < 24 ? PEOPLE : [...PEOPLE, stranger]
    authority.rosters.push(await nextRoster(authority.rosters[i], people, ADMINS))
  }
  // An approver whom the newest version alone knows.
  const body = authority.body()
  await authority.issueAs(await approvedBy({ ...USUAL, approve: stranger }, body))
  await stage.start()
  await authority.returned(body.directive)
  assert.deepEqual(
    authority.hellos.map(({ roster }) => roster?.number ?? null),
    [null, 20, 26],
  )
  assert.equal(authority.acknowledgements.length, 1)
})

test('a roster that is kept back from a node keeps it from performing anything, over a restart too, once somebody has signed under it; with the roster it goes on', async t => {
  const stage = await NodeFixture.set(t)
  const { authority } = stage
  await stage.start()
  const named = { names: { authority: authority.signer.keyId, since: new Date().toISOString() } }
  const after = async ({ text }: SignedRoster) => {
    const { body, sha256 } = readRoster(text)
    const next = { number: body.number + 1, previousSha256: sha256, ...named }
    return await signedBy(ADMINS, rosterOf(PEOPLE, next))
  }
  const known = await after(authority.rosters[0])
  await authority.issueRoster(known)
  const keptBack = await after(known)
  const under = async (roster: SignedRoster, body: DirectiveBody) => {
    const names = namesUnder(readRoster(roster.text))
    return { ...body, approval: await approvalBy(body, USUAL, names) }
  }
  const first = await under(keptBack, authority.body())
  await authority.issueAs(first)
  const isTold = () => stage.logged.some(({ event }) => event === 'newer roster withheld, signed jobs wait')
  await authority.until(isTold, 'it is told')
  // What was signed under the roster that it holds waits as well: whoever signed may be on it no more.
  await stage.stop()
  await stage.start()
  await authority.issueAs(await under(known, authority.body()))
  const { length } = authority.hellos
  authority.push()
  await stage.stop()
  await stage.start()
  await authority.until(() => authority.hellos.length > length, 'it has looked')
  assert.deepEqual(authority.acknowledgements, [])
  await authority.issueRoster(keptBack)
  await authority.returned(first.directive)
})
