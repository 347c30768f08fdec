/** What a statement names, what a proof asks, and which roster may come: each of them by what a taken server would make of it. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { canonicalJson } from '../base/canonical.ts'
import { type Person, person, rosterOf, said, signedBy } from '../operator/people.test.ts'
import { readRoster } from './attest.ts'
import { RosterBehind } from './failures.ts'
import { type Claim, lackOf } from './proof.ts'
import { namesUnder, type Roster, type RosterBody } from './roster.ts'
import { RosterChain } from './roster-chain.ts'
import type { Statement } from './statement.ts'

const DAY_MS = 24 * 60 * 60 * 1000
const AT = '2026-02-03T07:00:00.000Z'
const NOW = Date.parse(AT)
const AUTHORITY = 'a'.repeat(43)
const NAMES = { authority: AUTHORITY, since: '2026-02-01T00:00:00.000Z' }

const [editor, approver, admin, otherAdmin] = await Promise.all([
  person('editor', 'editor'),
  person('approver', 'approver'),
  person('admin', 'administrator'),
  person('other', 'administrator'),
])
const PEOPLE = [editor, approver, admin, otherAdmin]
const rosterNamed = (more: Partial<RosterBody> = {}): Roster =>
  readRoster(canonicalJson(rosterOf(PEOPLE, { names: NAMES, ...more })))
const ROSTER = rosterNamed()
const SAID = { of: 'bulletin', subject: randomUUID(), version: 1, sha256: 'b'.repeat(64) } as const

async function claimOf({
  names = namesUnder(ROSTER),
  at = AT,
  when = {},
}: {
  names?: Pick<Statement, 'authority' | 'roster' | 'doubts'>
  at?: string
  when?: Partial<Claim['when']>
} = {}): Promise<Claim> {
  const by = async (who: Person, does: 'submit' | 'approve') =>
    await said(who, { ...SAID, does, sequence: null, at, ...names })
  return {
    who: { said: SAID, approval: { submitted: await by(editor, 'submit'), approved: await by(approver, 'approve') } },
    what: () => null,
    when: { from: null, until: NOW + DAY_MS, beginsWithinMs: 7 * DAY_MS, ...when },
    often: () => false,
    which: () => null,
  }
}

const lackAt = async (claim: Claim, now = NOW, roster = ROSTER) => await lackOf(claim, { roster: () => roster, now })

test('a claim lacks what is not signed, not what was signed, over, old, performed or chosen by the server, and nothing else', async () => {
  const good = await claimOf()
  assert.equal(await lackAt(good), null)
  const lacking: Readonly<Record<string, readonly [Claim, string, number?]>> = {
    'nobody signed': [{ ...good, who: { said: SAID, approval: undefined } }, 'who'],
    'something else was signed': [{ ...good, who: { ...good.who, said: { ...SAID, version: 2 } } }, 'who'],
    'it differs from what was signed': [{ ...good, what: () => 'text' }, 'what'],
    'it is over': [good, 'when', NOW + DAY_MS],
    'it was approved long ago': [await claimOf({ when: { until: NOW + 60 * DAY_MS } }), 'when', NOW + 7 * DAY_MS],
    'it was approved tomorrow': [good, 'who', NOW - DAY_MS - 1],
    'it was performed': [{ ...good, often: () => true }, 'often'],
    'its code is not one that was signed': [{ ...good, which: () => 'code' }, 'which'],
  }
  for (const [name, [claim, of, now]] of Object.entries(lacking)) assert.equal((await lackAt(claim, now))?.of, of, name)
})

test('what somebody had doubts about is in what they signed: it keeps nothing from being performed, and nobody takes it out or puts it in', async () => {
  const doubts = ['broadcast-louder-than-level']
  const named = await claimOf({ names: { ...namesUnder(ROSTER), doubts } })
  assert.equal(await lackAt(named), null)
  const altered = (claim: Claim, doubts: string[] | undefined): Claim => {
    const { approval } = claim.who
    assert.ok(approval !== undefined)
    const { doubts: _, ...statement } = approval.approved.statement
    const approved = { ...approval.approved, statement: { ...statement, ...(doubts && { doubts }) } }
    return { ...claim, who: { ...claim.who, approval: { ...approval, approved } } }
  }
  for (const claim of [altered(named, undefined), altered(await claimOf(), doubts)])
    assert.equal((await lackAt(claim))?.of, 'who')
})

test('what was approved for later begins within a week of its own time, however long ago it was approved', async () => {
  const later = NOW + 30 * DAY_MS
  const claim = await claimOf({ when: { from: later, until: later + 30 * DAY_MS } })
  assert.equal(await lackAt(claim, later + 6 * DAY_MS), null)
  assert.equal((await lackAt(claim, later + 7 * DAY_MS))?.of, 'when')
})

test('a statement for another authority, or that names nothing though its roster has statements named, counts for nobody; what was signed before that counts', async () => {
  const who = async (given: Parameters<typeof claimOf>[0], roster = ROSTER) =>
    (await lackAt(await claimOf(given), NOW, roster))?.of ?? null
  const { roster } = namesUnder(ROSTER)
  assert.equal(await who({ names: { authority: 'b'.repeat(43), roster } }), 'who')
  assert.equal(await who({ names: { authority: AUTHORITY } }), 'who')
  assert.equal(await who({ names: { roster } }), 'who')
  assert.equal(await who({ names: {} }), 'who')
  const before = '2026-01-31T23:59:59.000Z'
  assert.equal(await who({ names: {}, at: before }), null)
  const unnamed = readRoster(canonicalJson(rosterOf(PEOPLE)))
  assert.equal(await who({ names: {} }, unnamed), null, 'a roster of before statements named any')
  assert.equal(await who({}, unnamed), 'who')
})

test('whoever holds an older roster than somebody has signed under performs nothing, and says which one it lacks', async () => {
  const older = await claimOf({ names: { authority: AUTHORITY, roster: { number: 1, sha256: 'c'.repeat(64) } } })
  const third = rosterNamed({ number: 3, previousSha256: 'd'.repeat(64) })
  assert.equal(await lackAt(older, NOW, third), null, 'the newest people have signed under an older one')
  const named = { number: 4, sha256: 'e'.repeat(64) }
  for (const roster of [named, { ...named, number: 3 }])
    await assert.rejects(
      lackAt(await claimOf({ names: { authority: AUTHORITY, roster } }), NOW, third),
      error => error instanceof RosterBehind && assert.deepEqual(error.named, { ...roster, at: NOW }) === undefined,
    )
  // Nobody on the roster has said so.
  const stranger = await claimOf({ names: { authority: AUTHORITY, roster: named } })
  const withoutThem = rosterNamed({ people: rosterOf([admin]).people })
  assert.equal((await lackAt(stranger, NOW, withoutThem))?.of, 'who')
})

// The chain ----------------------------------------------------------------------------------------------------------

const next = async (before: Roster, people: readonly Person[], by: readonly Person[], at: string) =>
  await signedBy(
    by,
    rosterOf(people, { number: before.body.number + 1, previousSha256: before.sha256, names: NAMES }),
    at,
  )

const ADMINS = [admin, otherAdmin]
const chain = (texts: readonly string[] = [canonicalJson(ROSTER.body)]) =>
  new RosterChain({ pin: ROSTER.sha256, texts, named: null })

test('a roster that was signed long ago is not followed: it may have been replaced before it came into force', async () => {
  const replaced = await next(ROSTER, PEOPLE, ADMINS, AT)
  const late = NOW + 30 * DAY_MS
  assert.notEqual(await chain().next(replaced, [], late - 1), null)
  await assert.rejects(chain().next(replaced, [], late), { code: 'rosterOld' })
})

test('an old roster is followed where somebody has signed under it, or where a later one follows it that is not old', async () => {
  const old = await next(ROSTER, PEOPLE, ADMINS, AT)
  const late = NOW + 60 * DAY_MS
  const named = chain()
  assert.ok(named.name({ number: 2, sha256: old.sha256, at: late }, late))
  assert.equal((await named.next(old, [], late))?.body.number, 2)
  const later = await next(
    readRoster(old.text),
    [...PEOPLE, await person('new', 'editor')],
    ADMINS,
    new Date(late).toISOString(),
  )
  assert.equal((await chain().next(old, [later], late))?.body.number, 2)
  // A later one that one administrator of two has signed vouches for nothing.
  const forged = await next(readRoster(old.text), PEOPLE, [admin], new Date(late).toISOString())
  await assert.rejects(chain().next(old, [forged], late), { code: 'rosterOld' })
})

test('an old roster of before statements named any is followed: nobody could have named it', async () => {
  const first = readRoster(canonicalJson(rosterOf(PEOPLE)))
  const held = new RosterChain({ pin: first.sha256, texts: [canonicalJson(first.body)], named: null })
  const body = rosterOf(PEOPLE, { number: 2, previousSha256: first.sha256 })
  const old = await signedBy(ADMINS, body, AT)
  assert.equal((await held.next(old, [], NOW + 400 * DAY_MS))?.body.number, 2)
})

test('once a newer roster was named nobody counts until it is here, and not for longer than a month', async () => {
  const second = await next(ROSTER, PEOPLE, ADMINS, AT)
  const held = chain()
  assert.equal(held.roster(NOW)?.sha256, ROSTER.sha256)
  const named = { number: 2, sha256: second.sha256, at: NOW }
  assert.deepEqual(held.name({ ...named, at: NOW + 900 * DAY_MS }, NOW), named, 'of now at most')
  assert.equal(held.name(named, NOW), null, 'it is news once')
  assert.throws(() => held.roster(NOW), { code: 'rosterBehind' })
  assert.equal(held.roster(NOW + 30 * DAY_MS)?.sha256, ROSTER.sha256)
  const followed = await held.next(second, [], NOW)
  assert.ok(followed !== null)
  held.add(followed)
  assert.equal(held.roster(NOW)?.sha256, second.sha256)
})

test('of two rosters with one number the one that was named is waited for, and the other one counts for nothing', async () => {
  const evil = await next(ROSTER, [...PEOPLE, await person('evil', 'approver')], ADMINS, AT)
  const held = chain()
  const followed = await held.next(evil, [], NOW)
  assert.ok(followed !== null)
  held.add(followed)
  held.name({ number: 2, sha256: 'f'.repeat(64), at: NOW }, NOW)
  assert.throws(() => held.roster(NOW), { code: 'rosterBehind' })
})

test('a roster that names another authority than the one before, or none any more, is not followed', async () => {
  for (const names of [{ ...NAMES, authority: 'b'.repeat(43) }, { ...NAMES, since: AT }, undefined]) {
    const { names: _, ...body } = rosterOf(PEOPLE, { number: 2, previousSha256: ROSTER.sha256 })
    const given = await signedBy(ADMINS, names === undefined ? body : { ...body, names }, AT)
    await assert.rejects(chain().next(given, [], NOW), { code: 'rosterNotNext' })
  }
})

test('a key under two names, or under a name that is not its thumbprint, is on no roster', () => {
  const [first] = rosterOf([editor]).people
  const [key] = first.keys
  assert.ok(key.is === 'key')
  const again = { ...first, id: 'again', keys: [{ ...key, id: 'c'.repeat(43) }] }
  for (const people of [[first, again], [again]])
    assert.throws(() => readRoster(canonicalJson({ ...rosterOf([]), people })), { code: 'documentMalformed' })
})
