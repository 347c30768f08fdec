/** What of an agenda two people approved, asked of a server that has the authority's key and every signature that was ever given. */
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { readRoster } from '../directive/attest.ts'
import { RosterBehind } from '../directive/failures.ts'
import { PEOPLE, rosterOf, signedBy } from '../operator/people.test.ts'
import { approvalsOf, type Edition } from './approved.ts'
import {
  FakeAuthority,
  itemOf,
  nextRosterNow,
  PLACES,
  type SignedBulletin,
  signedBulletin,
  tone,
  whyNot,
} from './fake-authority.test.ts'

const DAY_MS = 24 * 3_600_000
const authority = await FakeAuthority.start()
after(async () => await authority.close())
const [sound, other] = [tone(1000), tone(1200)]
const roster = readRoster(authority.rosters[0].text)
const here = { purpose: 'live', places: PLACES, roster } as const
const inDays = (days: number) => new Date(Date.now() + days * DAY_MS).toISOString()
const times = { from: inDays(-40), until: inDays(40) }
const signed = async (more: Partial<Parameters<typeof signedBulletin>[0]> = {}) =>
  await signedBulletin({ sound, correction: other, ...times, ...more })
/** Their reasons, in the agenda's order. */
const reasons = async (
  parts: Parameters<FakeAuthority['give']>[0],
  more: Partial<Parameters<typeof whyNot>[1]> = {},
) => [...(await whyNot(await authority.give(parts), { ...here, ...more })).values()]

test('one signed sound is one item: under a thousand ids it is played under the first of them, as often as was signed', async () => {
  const bulletin = await signed()
  const ids = Array.from({ length: 1000 }, (_, at) => itemOf(bulletin, 'message', { id: `b${at}` }))
  const all = await reasons([[bulletin, ...ids]])
  assert.equal(all.filter(why => why === null).length, 1)
  assert.equal(all.filter(why => why === 'twice').length, 999)
  assert.deepEqual(await reasons([[bulletin, itemOf(bulletin, 'message', { perWindow: 2 })]]), ['plays'])
})

test('plays are counted by what was signed, whatever the id and whichever file of the sound', async () => {
  const files = (['wav', 'opus'] as const).map((form, at) => {
    return { form, sha256: String(at).repeat(64), octets: 9 }
  })
  const bulletin = await signed()
  const { renditions } = bulletin.content
  const [text] = renditions.loudspeakers
  const loudspeakers = [{ ...text, sound: { ...text.sound, files } }]
  const two = await signed({ more: { renditions: { ...renditions, loudspeakers } } })
  const keys = []
  for (const { sha256 } of files) {
    const audio = { sha256, milliseconds: sound.ms }
    const given = await authority.give([[two, itemOf(two, 'message', { id: sha256, audio })]])
    const [looked] = (await approvalsOf(given, { ...here, now: Date.now(), newest: new Map() })).values()
    keys.push(looked.is === 'approved' ? looked.key : looked.why)
  }
  const key = itemOf(two).id
  assert.deepEqual(keys, [key, key])
})

test('no shorter silence after a play than was signed, and none but its own time', async () => {
  const bulletin = await signed({ gapSeconds: 30 })
  const gaps = await Promise.all(
    [29, 30, 31].map(async gapSeconds => await reasons([[bulletin, itemOf(bulletin, 'message', { gapSeconds })]])),
  )
  assert.deepEqual(gaps.flat(), ['gap', null, null])
  const { until } = times
  const late = itemOf(bulletin, 'message', { notAfter: new Date(Date.parse(until) + 1).toISOString() })
  assert.deepEqual(await reasons([[bulletin, late]]), ['time'])
})

test('what two people approved a month ago is played as long as they signed, on a device that was off until now', async () => {
  const bulletin = await signed()
  assert.deepEqual(await reasons([[bulletin, itemOf(bulletin)]]), [null])
  assert.deepEqual(await reasons([[bulletin, itemOf(bulletin)]], { now: Date.now() + 30 * DAY_MS }), [null])
})

test('what was taken back stays back: no message beside its correction or after it, no older version', async () => {
  const first = await signed()
  const { bulletin } = first.content
  const next = await signed({ more: { bulletin, version: 2 } })
  const message = (of: SignedBulletin) => [of, itemOf(of)] as const
  const correction = (of: SignedBulletin) => [of, itemOf(of, 'correction')] as const
  assert.deepEqual(await reasons([[first, itemOf(first), itemOf(first, 'correction')]]), ['older', null])
  assert.deepEqual(await reasons([message(first), message(next)]), ['older', null])
  assert.deepEqual(await reasons([correction(first), message(next)]), ['older', null])
  const known = (edition: Edition) => ({ newest: new Map([[bulletin, edition]]) })
  const corrected = known({ version: 1, says: 'correction' })
  assert.deepEqual(await reasons([message(first)], corrected), ['older'])
  assert.deepEqual(await reasons([correction(first)], corrected), [null])
  assert.deepEqual(await reasons([message(next)], corrected), [null])
  assert.deepEqual(await reasons([correction(first)], known({ version: 2, says: 'message' })), ['older'])
  // Nobody takes back by what nobody signed.
  const unsigned = { ...next, approval: { ...next.approval, approved: next.approval.submitted } }
  assert.deepEqual(await reasons([message(first), message(unsigned)]), [null, 'two-people'])
})

test('a correction with the very sound of its message is the one whose name its item bears', async () => {
  const bulletin = await signed({ correction: sound })
  const given = await authority.give([[bulletin, itemOf(bulletin, 'correction')]])
  const looked = await approvalsOf(given, { ...here, now: Date.now(), newest: new Map() })
  assert.deepEqual(
    [...looked.values()].map(one => one.is === 'approved' && one.edition.says),
    ['correction'],
  )
})

test('who signs names the authority and the roster: another authority’s is none here, and nothing counts before a newer one is here', async () => {
  const names = { authority: 'this-authority', since: inDays(-50) }
  const own = await signedBy([], rosterOf(PEOPLE, { names }))
  const theirs = await signedBy([], rosterOf(PEOPLE, { names: { ...names, authority: 'another-authority' } }))
  const newer = await nextRosterNow(own, PEOPLE)
  const held = { roster: readRoster(own.text) }
  const of = async (more: Partial<Parameters<typeof signedBulletin>[0]>) => {
    const bulletin = await signed(more)
    return [bulletin, itemOf(bulletin)] as const
  }
  const [named, unnamed, foreign] = [await of({ under: own }), await of({}), await of({ under: theirs })]
  assert.deepEqual(await reasons([named, unnamed, foreign], held), [null, 'two-people', 'two-people'])
  const ahead = [named, await of({ under: newer })]
  await assert.rejects(reasons(ahead, held), (error: unknown) => {
    assert.ok(error instanceof RosterBehind)
    assert.equal(error.named.sha256, newer.sha256)
    return true
  })
  assert.deepEqual(await reasons(ahead, { roster: readRoster(newer.text) }), [null, null])
})
