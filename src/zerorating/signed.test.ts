import assert from 'node:assert/strict'
import { test } from 'node:test'
import { makeKey, signerOf } from '../directive/signing.ts'
import { FEBRUARY } from './example-list.ts'
import type { ZeroRatingList } from './list.ts'
import { chained, readDraft, readList, signList } from './signed.ts'

test('a signed list is read by who has the key, and by nobody with another', async () => {
  const signer = await signerOf(await makeKey())
  const other = await signerOf(await makeKey())
  const jws = await signList(FEBRUARY, signer)
  const read = await readList(`${jws}\n`, signer.publicKey)
  assert.deepEqual([read.list, read.trust], [FEBRUARY, 'verified'])
  await assert.rejects(readList(jws, other.publicKey), { code: 'signatureWrong' })
  const unsigned = await readList(jws, null)
  assert.deepEqual([unsigned.list, unsigned.trust, unsigned.sha256], [FEBRUARY, 'unverified', read.sha256])
  // Another kind of document of the same key is no list.
  const directive = await signer.sign('directive', FEBRUARY)
  await assert.rejects(readList(directive, signer.publicKey), { code: 'signatureWrong' })
})

test('a list with a fault is not signed', async () => {
  const signer = await signerOf(await makeKey())
  const [hotline] = FEBRUARY.services
  const list = { ...FEBRUARY, services: [hotline, hotline] }
  await assert.rejects(signList(list, signer), { code: 'listFaulty' })
})

test('what is no list is said to be none, with the place', async () => {
  for (const [text, where] of [
    ['', 'JSON'],
    ['{', 'JSON'],
    ['a.b.c', 'JSON'],
    ['{}', 'issuedAt'],
    ['[]', 'JSON'],
    [JSON.stringify({ ...FEBRUARY, version: 0 }), 'version'],
    [JSON.stringify({ ...FEBRUARY, more: 1 }), 'list'],
    [JSON.stringify({ ...FEBRUARY, services: [{ kind: 'page' }] }), 'services.0.id'],
  ])
    await assert.rejects(readList(text, null), { code: 'listMalformed', details: { where } }, text)
})

test('a draft says what is free, and its signing where it stands in the chain', () => {
  const { version, previousSha256, issuedAt, ...draft } = FEBRUARY
  assert.deepEqual(readDraft(JSON.stringify(draft), null), FEBRUARY)
  const place = { version: 2, previousSha256: 'a'.repeat(64), issuedAt: '2020-02-19T17:00:00Z' }
  assert.deepEqual(readDraft(JSON.stringify(FEBRUARY), place), { ...FEBRUARY, ...place })
  assert.deepEqual([version, previousSha256, issuedAt], [1, null, FEBRUARY.inForceFrom])
})

test('versions of a list follow each other without a gap, and each names the one before', async () => {
  const signer = await signerOf(await makeKey())
  const read = async (list: ZeroRatingList) => await readList(await signList(list, signer), signer.publicKey)
  const first = await read(FEBRUARY)
  const second = await read({ ...FEBRUARY, version: 2, previousSha256: first.sha256 })
  const third = await read({ ...FEBRUARY, version: 3, previousSha256: second.sha256 })
  const forged = await read({ ...FEBRUARY, version: 2, previousSha256: third.sha256 })
  assert.deepEqual(
    chained([third, first, second]).map(({ version }) => version),
    [1, 2, 3],
  )
  assert.deepEqual(chained([second, third]).length, 2, 'the beginning may be missing')
  for (const broken of [
    [first, third],
    [first, forged],
    [first, first],
  ])
    assert.throws(() => chained(broken), { code: 'listChainBroken' })
})
