import assert from 'node:assert/strict'
import { test } from 'node:test'
import { makePersonJwk, personKeyOf } from '../../../town/person-key.ts'
import { canonicalJson } from '../../base/canonical.ts'
import { challengeOf, checkSignature, thumbprintOf } from '../../directive/attest.ts'
import { sha256Of } from '../../directive/signing.ts'
import { type Statement, statementText } from '../../directive/statement.ts'
import { digestOf } from './digest.ts'
import { base64url, importHeldKey, makeHeldKey, octetsOf, sha256, signWith } from './es256.ts'

const STATEMENT: Statement = {
  does: 'approve',
  of: 'round',
  subject: 'đợt 1',
  version: 3,
  sha256: 'ab'.repeat(32),
  sequence: null,
  at: '2026-11-27T03:00:00.000Z',
}
const relyingParty = { id: 'localhost', origins: ['http://localhost:1'] }

test('what a browser’s key signs is what the authority and the nodes look at', async () => {
  const held = await makeHeldKey()
  const { id, publicKey } = held
  assert.equal(id, thumbprintOf(publicKey))
  const key = { is: 'key', id, publicKey } as const
  const signature = { by: 'key', key: id, signature: await signWith(held, STATEMENT) } as const
  await checkSignature(STATEMENT, signature, { key, relyingParty })
  await assert.rejects(checkSignature({ ...STATEMENT, version: 4 }, signature, { key, relyingParty }), {
    code: 'signatureOfPersonWrong',
  })
})

test('nobody takes a browser’s key out', async () => {
  const made = await makeHeldKey()
  const imported = await importHeldKey(await makePersonJwk())
  for (const { privateKey } of [made, imported]) {
    assert.equal(privateKey.extractable, false)
    await assert.rejects(crypto.subtle.exportKey('jwk', privateKey))
  }
})

test('the key of an account of the demo is the same in a browser and in a program', async () => {
  const jwk = await makePersonJwk()
  const { key } = await personKeyOf(jwk)
  const held = await importHeldKey(jwk)
  assert.equal(held.id, key.id)
  const signature = await signWith(held, STATEMENT)
  await checkSignature(STATEMENT, { by: 'key', key: key.id, signature }, { key, relyingParty })
})

test('the challenge of a passkey is the digest of the statement', async () => {
  assert.equal(base64url(await sha256(statementText(STATEMENT))), challengeOf(STATEMENT))
})

test('octets in base64url come back as they were, whatever their number', () => {
  for (let length = 0; length < 70; length++) {
    const octets = Uint8Array.from({ length }, (_, at) => (at * 37 + length * 91) % 256)
    assert.equal(base64url(octets), Buffer.from(octets).toString('base64url'))
    assert.deepEqual(octetsOf(base64url(octets)), octets)
  }
})

test('a browser names a content by the digest that the server gives it', async () => {
  const text = canonicalJson({ heading: 'Báo cáo tháng 02/2026', figures: [125] })
  assert.equal(await digestOf(text), sha256Of(text))
})
