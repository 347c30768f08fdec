/** A disk that gets full under a server, real: a small file system in memory. Skipped where none can be mounted. */
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import type { Databases } from '../postgres/databases.ts'
import { serveHere, staffOf } from './stage.ts'

const SIZE = '8m'
const embedded = { place: async () => ({ file: ':memory:' }) } as unknown as Databases

function mount(): string | null {
  const place = mkdtempSync(join(tmpdir(), 'loa-disk-'))
  const options = ['-t', 'tmpfs', '-o', `size=${SIZE}`, 'loa-test', place]
  if (process.getuid?.() === 0 && spawnSync('mount', options).status === 0) return place
  rmSync(place, { recursive: true })
  return null
}

function unmount(place: string): void {
  spawnSync('umount', ['-l', place])
  rmSync(place, { recursive: true, force: true })
}

const trial = mount()
if (trial !== null) unmount(trial)
const skip = trial === null ? 'a file system can be mounted by root only' : false

test('a disk that is full is a sentence; reading goes on, and so does writing once there is room', {
  skip,
}, async t => {
  const place = mount()
  assert.ok(place !== null)
  t.after(() => unmount(place))
  const server = await serveHere(t, embedded, { data: join(place, 'data') })
  const { editor, auditor } = await staffOf(server)
  const write = async () => await editor.post('/api/v1/campaigns', { title: 'Chiến dịch', note: 'x'.repeat(1900) })
  assert.equal((await write()).status, 201)
  const { bsize, bavail } = statfsSync(place)
  const filling = join(place, 'full')
  writeFileSync(filling, Buffer.alloc(bsize * bavail))
  let refused = await write()
  for (let at = 0; at < 3000 && refused.status === 201; at++) refused = await write()
  assert.equal(refused.status, 507)
  assert.equal(refused.body.status, 507)
  const before = (await auditor.well('GET', '/api/v1/campaigns?limit=200')).items.length
  assert.ok(before > 0)
  assert.equal((await fetch(`${server.url}/healthz`)).status, 200)
  rmSync(filling)
  assert.equal((await write()).status, 201)
  assert.equal((await auditor.well('GET', '/api/v1/trail/verification')).is, 'whole')
})
