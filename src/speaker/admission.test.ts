import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { canonicalJson } from '../base/canonical.ts'
import { makeKey, sha256Of, signerOf } from '../directive/signing.ts'
import { admin, approver, editor, PEOPLE, type Person, rosterOf, second, stranger } from '../operator/people.test.ts'
import { admit } from './admission.ts'
import type { Unapproved } from './approved.ts'
import { CLUSTER, FakeAuthority, PLACES, type Spoken, tone, whyNot } from './fake-authority.test.ts'

const authority = await FakeAuthority.start()
after(async () => await authority.close())
const sound = tone(1000)
const spoken: Spoken = { id: 'b1', sound }
const by = { authorityKey: authority.signer.publicKey, purpose: 'live', cluster: CLUSTER, held: null } as const

test('an agenda counts when the authority has signed it for this cluster, and a replayed or older one never again', async () => {
  const body = await authority.body([spoken], { serial: 5 })
  const jws = await authority.signer.sign('speakerAgenda', body)
  const admitted = await admit(jws, by)
  assert.equal(admitted.is, 'new')
  const { serial } = body.content
  const held = { serial, sha256: sha256Of(jws) }
  assert.deepEqual(await admit(jws, { ...by, held }), { is: 'same' })
  const why = async (given: string, more: object = {}) => {
    const read = await admit(given, { ...by, held, ...more })
    return read.is === 'refused' ? read.why : read.is
  }
  const signed = async (content: object, more: object = {}) =>
    await authority.signer.sign('speakerAgenda', {
      ...body,
      content: { ...body.content, serial: serial + 1, ...content },
      ...more,
    })
  assert.equal(await why(await signed({})), 'new')
  assert.equal(await why(await signed({ serial, items: [] })), 'stale', 'another one of its number')
  assert.equal(await why(await signed({ serial: serial - 1 })), 'stale')
  assert.equal(await why(await signed({ cluster: '00001-4' })), 'foreign')
  assert.equal(await why(await signed({ timeZone: 'Mars/Phobos' })), 'malformed')
  assert.equal(await why(await signed({}, { volume: 11 })), 'malformed')
  assert.equal(await why(await signed({}, { purpose: 'exercise' })), 'other-purpose')
  const other = await signerOf(await makeKey())
  assert.equal(await why(await other.sign('speakerAgenda', body)), 'unsigned')
  assert.equal(await why(canonicalJson(body)), 'unsigned')
  assert.equal(await why(jws.replace(/.(?=.{9}$)/, letter => (letter === 'A' ? 'B' : 'A'))), 'unsigned')
  assert.equal(await why(await authority.signer.sign('order', body)), 'unsigned')
})

test('an exercise never passes for the real thing, nor the real thing for an exercise: the type says which it is', async () => {
  const body = await authority.body([spoken])
  const exercise = await authority.signer.sign('speakerExercise', { ...body, purpose: 'exercise' })
  const live = await authority.signer.sign('speakerAgenda', body)
  const refused = { is: 'refused', why: 'other-purpose' } as const
  const read = async (jws: string, purpose: 'live' | 'exercise') => {
    const { sha256: _, ...rest } = (await admit(jws, { ...by, purpose })) as { sha256: string }
    return rest
  }
  assert.deepEqual(await read(exercise, 'live'), refused)
  assert.deepEqual(await read(live, 'exercise'), refused)
  assert.equal((await admit(exercise, { ...by, purpose: 'exercise' })).is, 'new')
})

test('nothing sounds that two people did not sign: this sound, so important, so often, for this place and time', async () => {
  const by = (people: readonly Person[]) => ({ body: rosterOf(people), sha256: '0'.repeat(64) })
  const here = { purpose: 'live', places: PLACES, roster: by(PEOPLE) } as const
  const usual = await authority.body([spoken])
  const [item] = usual.content.items
  const later = new Date(Date.parse(item.notAfter) + 1000).toISOString()
  const cases: readonly [wanted: Unapproved | null, spoken: Spoken, item?: object][] = [
    [null, spoken],
    [null, { ...spoken, content: { provinces: null } }],
    ['two-people', { ...spoken, by: { submit: editor, approve: editor } }],
    ['two-people', { ...spoken, by: { submit: approver, approve: approver } }],
    [null, { ...spoken, by: { submit: approver, approve: second } }],
    ['two-people', { ...spoken, by: { submit: editor, approve: stranger } }],
    ['two-people', { ...spoken, by: { submit: editor, approve: admin } }],
    ['place', { ...spoken, content: { provinces: [{ code: '02', asOf: '2026-02-03' }] } }],
    ['place', { ...spoken, content: { provinces: [{ code: '01', asOf: '2019-12-31' }] } }],
    ['purpose', { ...spoken, content: { purpose: 'exercise' } }],
    ['priority', { ...spoken, content: { priority: 'priority' } }],
    ['priority', spoken, { priority: 'urgent' }],
    ['plays', spoken, { perWindow: 11 }],
    ['gap', spoken, { gapSeconds: 0 }],
    ['time', spoken, { notAfter: later }],
    ['time', spoken, { notBefore: '2026-01-01T00:00:00Z' }],
    ['sound', spoken, { audio: { ...item.audio, sha256: 'f'.repeat(64) } }],
    ['sound', spoken, { audio: { ...item.audio, milliseconds: 999 } }],
  ]
  for (const [wanted, given, more] of cases) {
    const { content, proofs, purpose } = await authority.body([given])
    const items = content.items.map(one => ({ ...one, ...more }))
    const found = await whyNot({ purpose, content: { ...content, items }, proofs }, here)
    assert.equal(found.get('b1'), wanted, JSON.stringify([given.content, more, wanted]))
  }
  const { content, proofs, purpose } = usual
  const altered = proofs.map(proof => ({
    ...proof,
    content: { ...proof.content, window: { ...proof.content.window, until: later } },
  }))
  const found = await whyNot({ purpose, content, proofs: altered }, here)
  assert.equal(found.get('b1'), 'two-people', 'one letter of the content was altered')
  const none = await whyNot({ purpose, content, proofs: [] }, here)
  assert.equal(none.get('b1'), 'no-proof')
  const without = await whyNot(usual, { ...here, roster: by([editor, second, admin]) })
  assert.equal(without.get('b1'), 'two-people', 'who left the roster')
})
