/** What a server has to read before it answers anybody: most of the time that a start takes. */
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { packagesReadFirst } from '../../scripts/rooms/imports.ts'

const ROOT = join(import.meta.dirname, '../..')

test('a server that starts reads nothing before it answers that signs people in, speaks with PostgreSQL, draws, signs alerts or answers Prometheus', () => {
  const read = packagesReadFirst(ROOT, 'src/app/serve/server.ts')
  assert.ok(read.has('kysely') && read.has('hono'), 'it is read as it is')
  for (const late of [
    ...['better-auth', '@better-auth/passkey', 'pg', '@simplewebauthn/server'],
    ...['@resvg/resvg-js', 'xml-crypto', 'prom-client'],
  ])
    assert.ok(!read.has(late), late)
})

test('a round that no terminal shows reads nothing that draws bars', () => {
  assert.ok(!packagesReadFirst(ROOT, 'src/app/progress.ts').has('cli-progress'))
})

test('a server opens its socket, and a media process starts, before the most of its code is read', () => {
  for (const path of ['src/http/server.ts', 'src/app/serve/media.ts'])
    assert.ok(!packagesReadFirst(ROOT, path).has('kysely'), path)
})
