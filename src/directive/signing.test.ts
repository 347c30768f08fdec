import assert from 'node:assert/strict'
import { test } from 'node:test'
import { CompactSign, importJWK } from 'jose'
import { z } from 'zod'
import { fingerprint, makeKey, makeToken, publicOf, signAgain, signerOf, tokenBody, typOf, verify } from './signing.ts'

/** RFC 8037, appendix A.1 to A.3: a private key, its thumbprint. */
const RFC_KEY = {
  kty: 'OKP',
  crv: 'Ed25519',
  d: 'nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A',
  x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo',
} as const
const RFC_THUMBPRINT = 'kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k'

const schema = z.strictObject({ text: z.string() })
const BODY = { text: 'Rửa tay' }

test('a key is named as RFC 7638 and RFC 8037 say', async () => {
  assert.equal(await fingerprint(RFC_KEY), RFC_THUMBPRINT)
  assert.equal(await fingerprint(publicOf(RFC_KEY)), RFC_THUMBPRINT)
  assert.equal((await signerOf(RFC_KEY)).keyId, RFC_THUMBPRINT)
})

test('a public key has no secret in it', () => {
  assert.deepEqual(Object.keys(publicOf(RFC_KEY)).sort(), ['crv', 'kty', 'x'])
})

test('what is signed can be read by who has the key, and is what was signed', async () => {
  const signer = await signerOf(await makeKey())
  const jws = await signer.sign('directive', BODY)
  assert.deepEqual(await verify(jws, { type: 'directive', key: signer.publicKey, schema }), BODY)
})

test('a document in pieces is the one that is signed whole, octet for octet, and what is shared stays one piece', async () => {
  const signer = await signerOf(await makeKey())
  const encoded = (text: string) => Buffer.from(Buffer.from(text).toString('base64url'))
  // Three octets are four characters of base64: whole groups join.
  const shared = encoded('"Rửa tay"}')
  const pieces = await signer.signPieces('directive', [encoded('{"text":'.padEnd(9)), shared])
  assert.ok(pieces.includes(shared))
  const jws = Buffer.concat(pieces).toString()
  assert.deepEqual(await verify(jws, { type: 'directive', key: signer.publicKey, schema }), BODY)
  const whole = Buffer.from(JSON.stringify(BODY)).toString('base64url')
  const once = await signer.signPieces('directive', [Buffer.from(whole)])
  assert.equal(Buffer.concat(once).toString(), await signer.sign('directive', BODY))
})

test('documents in pieces that are signed at the same time, one after another and of any length, are each the one that was asked for', async () => {
  const signer = await signerOf(await makeKey())
  const asked = Array.from({ length: 60 }, (_, at) => ({ text: 'ă'.repeat((at * 37) % 500) }))
  const signed = async (body: object) => {
    const payload = Buffer.from(JSON.stringify(body)).toString('base64url')
    const pieces = await signer.signPieces('directive', [Buffer.from(payload)])
    const jws = Buffer.concat(pieces).toString()
    return await verify(jws, { type: 'directive', key: signer.publicKey, schema })
  }
  for (let at = 0; at < asked.length; at += 20) {
    const some = asked.slice(at, at + 20)
    assert.deepEqual(await Promise.all(some.map(signed)), some)
  }
})

test('another key, another kind, another octet, another algorithm: none passes', async () => {
  const [key, other] = [await makeKey(), await makeKey()]
  const signer = await signerOf(key)
  const jws = await signer.sign('directive', BODY)
  const [head, payload, signature] = jws.split('.')
  const encode = (text: string) => Buffer.from(text).toString('base64url')
  const secret = new TextEncoder().encode(key.x)
  const hmac = await new CompactSign(Buffer.from(JSON.stringify(BODY)))
    .setProtectedHeader({ alg: 'HS256', typ: typOf('directive') })
    .sign(secret)
  // A key that the document brings along itself is not the one that is trusted.
  const ownKey = await new CompactSign(Buffer.from(JSON.stringify(BODY)))
    .setProtectedHeader({ alg: 'EdDSA', typ: typOf('directive'), jwk: publicOf(other) })
    .sign(await importJWK(other, 'EdDSA'))
  for (const [name, forged] of [
    ['another key', await (await signerOf(other)).sign('directive', BODY)],
    ['another kind', await signer.sign('order', BODY)],
    ['another payload', [head, encode('{"text":"x"}'), signature].join('.')],
    ['no signature', [head, payload, ''].join('.')],
    ['alg none', `${encode(`{"alg":"none","typ":"${typOf('directive')}"}`)}.${payload}.`],
    ['a shared secret', hmac],
    ['a key of its own', ownKey],
    ['nothing', ''],
    ['noise', 'a.b.c'],
    ['four parts', `${jws}.x`],
  ])
    await assert.rejects(
      verify(forged, { type: 'directive', key: signer.publicKey, schema }),
      { code: 'signatureWrong' },
      name,
    )
})

test('signed nonsense is malformed, and the place is told', async () => {
  const signer = await signerOf(await makeKey())
  const expected = { type: 'directive', key: signer.publicKey, schema } as const
  for (const [body, where] of [
    [{}, 'text'],
    [{ text: 1 }, 'text'],
    [{ ...BODY, more: 1 }, 'body'],
    [[], 'body'],
  ] as const)
    await assert.rejects(verify(await signer.sign('directive', body), expected), {
      code: 'documentMalformed',
      details: { document: 'directive', where },
    })
})

test('a token is for one authority, from one node, made at one time, and never the same', async () => {
  const signer = await signerOf(await makeKey())
  const who = { operator: 'viettel', audience: 'key', nowMs: 1580688000000 }
  const tokens = [await makeToken(signer, who), await makeToken(signer, who)]
  assert.notEqual(tokens[0], tokens[1])
  const body = await verify(tokens[0], { type: 'token', key: signer.publicKey, schema: tokenBody })
  assert.equal(body.issuedAtMs, who.nowMs)
  assert.equal(body.audience, 'key')
})

test('what waited while the key changed is signed anew, and only then', async () => {
  const [old, next] = [await signerOf(await makeKey()), await signerOf(await makeKey())]
  const jws = await old.sign('return', BODY)
  assert.equal(await signAgain(jws, 'return', old), jws)
  const again = await signAgain(jws, 'return', next)
  assert.deepEqual(await verify(again, { type: 'return', key: next.publicKey, schema }), BODY)
})
