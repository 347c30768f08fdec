/** The OpenAPI document: valid to a validator that nobody here wrote, and good enough to make a client of. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type SpecData, Validator } from '@seriousme/openapi-schema-validator'
import { type Document, OpenAPIClientAxios } from 'openapi-client-axios'
import { serveHere, staffOf } from '../../test/authority/stage.ts'
import type { Databases } from '../../test/postgres/databases.ts'

const embedded = { place: async () => ({ file: ':memory:' }) } as unknown as Databases

test('the document is valid OpenAPI 3.1, and each operation says who may and how it fails', async t => {
  const server = await serveHere(t, embedded)
  const document = (await (await fetch(`${server.url}/openapi.json`)).json()) as Document
  const validator = new Validator()
  const { valid, errors } = await validator.validate(structuredClone(document) as unknown as SpecData)
  assert.deepEqual(errors, undefined)
  assert.equal(valid, true)
  assert.equal(validator.version, '3.1')
  const schemas = Object.keys(document.components!.schemas!)
  for (const name of ['RoundDetail', 'RoundContent', 'RoundLive', 'Person', 'Problem', 'DirectiveSummary'])
    assert.ok(schemas.includes(name), name)
  assert.ok(!JSON.stringify(document).includes('$defs'))
  for (const [path, item] of Object.entries(document.paths!))
    for (const [method, operation] of Object.entries(item as object)) {
      assert.ok(operation.security !== undefined, `${method} ${path}`)
      assert.ok(operation.responses.default, `${method} ${path}`)
    }
})

test('a client made of the document writes a campaign and reads it', async t => {
  const server = await serveHere(t, embedded)
  const { administrator } = await staffOf(server)
  const { secret } = await administrator.well('POST', '/api/v1/keys', {
    name: 'máy',
    scopes: ['read', 'rounds'],
    expiresAt: null,
  })
  const definition = (await (await fetch(`${server.url}/openapi.json`)).json()) as Document
  const client = await new OpenAPIClientAxios({
    definition,
    axiosConfigDefaults: { headers: { authorization: `Bearer ${secret}` } },
  }).init()
  const made = await client.createCampaign(
    { 'Idempotency-Key': 'mot-khoa-du-dai' },
    { title: 'Của một chương trình', note: '' },
  )
  assert.equal(made.status, 201)
  const read = await client.getCampaign({ id: made.data.id })
  assert.equal(read.data.title, 'Của một chương trình')
  assert.equal(read.data.createdBy, 'máy (Quản trị)')
  const listed = await client.listCampaigns({ limit: 1, search: 'chuong' })
  assert.equal(listed.data.items.length, 1)
  await assert.rejects(client.listPeople(), (error: { response: { status: number; data: { code: string } } }) => {
    assert.equal(error.response.status, 403)
    assert.equal(error.response.data.code, 'forbidden')
    return true
  })
})
