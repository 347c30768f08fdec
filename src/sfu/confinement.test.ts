import assert from 'node:assert/strict'
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
  assert.deepEqual(reads(flags), [
    join(ROOT, 'package.json'),
    join(ROOT, 'src/*'),
    join(ROOT, 'node_modules/*'),
  ])
  assert.deepEqual(writes(flags), [])
})

test('it writes where recordings lie, and where compiled code is kept', () => {
  const { flags } = confined('/var/lib/loa/briefings', { NODE_COMPILE_CACHE: '/var/cache/loa' })
  assert.ok(reads(flags).includes('/var/lib/loa/briefings/*'))
  assert.ok(!reads(flags).some(path => path === join(dirname('/var/lib/loa/briefings'), '*')))
  assert.deepEqual(writes(flags), ['/var/lib/loa/briefings/*', '/var/cache/loa/*'])
})

test('it is given no secret of the environment', () => {
  const { env } = confined(null, {
    PATH: '/bin',
    LOA_DATABASE: 'postgres://loa:secret@db/loa',
    TZ: 'UTC',
  })
  assert.deepEqual(env, { PATH: '/bin', TZ: 'UTC' })
})
