import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { test } from 'node:test'
import { confined } from './confinement.ts'

const ROOT = join(import.meta.dirname, '../..')
const reads = (flags: readonly string[]) =>
  flags.filter(flag => flag.startsWith('--allow-fs-read=')).map(flag => flag.slice(16))
const writes = (flags: readonly string[]) =>
  flags.filter(flag => flag.startsWith('--allow-fs-write=')).map(flag => flag.slice(17))

test('the media process reads its program and its packages, and writes nothing where nothing is recorded', () => {
  const { flags } = confined(null, {})
  assert.ok(flags.includes('--permission'))
  assert.deepEqual(reads(flags), [join(ROOT, 'package.json'), join(ROOT, 'src/*'), join(ROOT, 'node_modules/*')])
  assert.deepEqual(writes(flags), [])
})

test('it writes where recordings lie, and where its own compiled code is kept', () => {
  const { flags, env } = confined('/var/lib/loa/briefings', { NODE_COMPILE_CACHE: '/var/cache/loa' })
  assert.ok(reads(flags).includes('/var/lib/loa/briefings/*'))
  assert.ok(!reads(flags).some(path => path === join(dirname('/var/lib/loa/briefings'), '*')))
  assert.deepEqual(writes(flags), ['/var/lib/loa/briefings/*', '/var/cache/loa/media/*'])
  assert.ok(reads(flags).includes('/var/cache/loa/media/*'))
  assert.equal(env.NODE_COMPILE_CACHE, '/var/cache/loa/media')
})

test('it finds the code that the one before it compiled, and cannot change what the server runs', () => {
  const cache = mkdtempSync(join(tmpdir(), 'loa-compiled-'))
  try {
    const { flags, env } = confined(null, { NODE_COMPILE_CACHE: cache })
    const asked = `[require('node:module').getCompileCacheDir(), process.permission.has('fs.write', ${JSON.stringify(join(cache, 'server'))})]`
    const told = execFileSync(process.execPath, [...flags, '-p', `JSON.stringify(${asked})`], { env, encoding: 'utf8' })
    const [folder, mayChange] = JSON.parse(told) as [string | null, boolean]
    assert.ok(folder?.startsWith(join(cache, 'media')), `${folder}`)
    assert.equal(mayChange, false)
  } finally {
    rmSync(cache, { recursive: true })
  }
})

test('it is given no secret of the environment', () => {
  const { env } = confined(null, { PATH: '/bin', LOA_DATABASE: 'postgres://loa:secret@db/loa', TZ: 'UTC' })
  assert.deepEqual(env, { PATH: '/bin', TZ: 'UTC' })
})
