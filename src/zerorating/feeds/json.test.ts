import assert from 'node:assert/strict'
import { createPublicKey, verify } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { Ajv2020 } from 'ajv/dist/2020.js'
import formats from 'ajv-formats'
import fc from 'fast-check'
import { makeKey, signerOf } from '../../directive/signing.ts'
import { FEBRUARY, NCOV } from '../example-list.ts'
import { type ZeroRatingList, zeroRatingList } from '../list.ts'
import { anyLists } from '../random-lists.test.ts'
import { signList } from '../signed.ts'
import { jsonFeed } from './json.ts'
import { LIST_SCHEMA_FILE, listSchema } from './list-schema.ts'

const PUBLISHED = new URL(`../../../docs/schemas/${LIST_SCHEMA_FILE}`, import.meta.url)
const EXAMPLE = new URL('../../../docs/examples/zero-rating-february-2020.json', import.meta.url)

const ajv = new Ajv2020({ strict: true, strictRequired: false, allErrors: true })
formats.default(ajv)
const isValid = ajv.compile(JSON.parse(readFileSync(PUBLISHED, 'utf8')))

test('the published schema is that of the lists that we read', () => {
  // Out of date? `loa zerorating export --format json` writes it beside the lists: copy it to docs/schemas.
  assert.deepEqual(JSON.parse(readFileSync(PUBLISHED, 'utf8')), listSchema())
})

test('lists hold to the published schema, and so does the example once it has its place', () => {
  const example = {
    version: 1,
    previousSha256: null,
    issuedAt: '2020-01-31T17:00:00+07:00',
    ...JSON.parse(readFileSync(EXAMPLE, 'utf8')),
  }
  for (const list of [FEBRUARY, example]) assert.ok(isValid(list), JSON.stringify(isValid.errors))
  fc.assert(
    fc.property(anyLists, lists => {
      for (const list of lists) assert.ok(isValid(list), JSON.stringify(isValid.errors))
    }),
  )
})

test('a public validator of JSON schemas refuses the lists that ours refuses', () => {
  const [hotline] = FEBRUARY.services
  for (const broken of [
    { ...FEBRUARY, more: 1 },
    { ...FEBRUARY, version: 0 },
    { ...FEBRUARY, issuedAt: '2020-01-31T17:00:00' },
    { ...FEBRUARY, issuedAt: '2020-02-30T17:00:00+07:00' },
    { ...FEBRUARY, previousSha256: 'x' },
    { ...FEBRUARY, services: [{ ...hotline, kind: 'page' }] },
    { ...FEBRUARY, services: [{ ...hotline, numbers: [] }] },
    { ...FEBRUARY, services: [{ ...hotline, numbers: ['+8419003228'] }] },
    { ...FEBRUARY, services: [{ ...hotline, free: [{ from: '2020-02-01T00:00:00+07:00' }] }] },
    { ...FEBRUARY, services: [{ ...NCOV, ports: [0] }] },
    { ...FEBRUARY, services: [{ ...NCOV, subscriber: '84912345678' }] },
  ]) {
    assert.ok(!isValid(broken), JSON.stringify(broken).slice(0, 200))
    assert.ok(!zeroRatingList.safeParse(broken).success)
  }
})

test("each version is given as it was signed; Node's own cryptography verifies it", async () => {
  const signer = await signerOf(await makeKey())
  const second: ZeroRatingList = { ...FEBRUARY, version: 2 }
  const versions = await Promise.all(
    [FEBRUARY, second].map(async list => ({ list, jws: await signList(list, signer) })),
  )
  const files = new Map(jsonFeed(versions).map(({ name, text }) => [name, text]))
  assert.deepEqual(
    [...files.keys()],
    ['zero-rating-1.jws', 'zero-rating-1.json', 'zero-rating-2.jws', 'zero-rating-2.json', LIST_SCHEMA_FILE],
  )
  const key = createPublicKey({ key: { ...signer.publicKey }, format: 'jwk' })
  for (const version of [1, 2]) {
    const [header, payload, signature] = (files.get(`zero-rating-${version}.jws`) as string).trim().split('.')
    assert.ok(verify(null, Buffer.from(`${header}.${payload}`), key, Buffer.from(signature, 'base64url')))
    const content = JSON.parse(files.get(`zero-rating-${version}.json`) as string)
    assert.deepEqual(JSON.parse(Buffer.from(payload, 'base64url').toString()), content)
    assert.ok(isValid(content))
    assert.equal((content as ZeroRatingList).version, version)
  }
  assert.deepEqual(JSON.parse(files.get(LIST_SCHEMA_FILE) as string), listSchema())
})
