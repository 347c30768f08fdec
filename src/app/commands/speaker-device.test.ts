/** Hours pinned by hand, as whoever stands at the device does it: a child process, its exit code, the key file. */
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { makeKey, publicOf } from '../../directive/signing.ts'
import { keepKeyFile, readKeyFile } from '../../speaker/key-file.ts'

const LOA = fileURLToPath(new URL('../../../loa', import.meta.url))

test('loa speaker trust pins the hours of a device, says which were before, and refuses what are none', async t => {
  const folder = mkdtempSync(join(tmpdir(), 'loa-trust-'))
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  const file = join(folder, 'speaker.key')
  const key = await makeKey()
  keepKeyFile(file, {
    cluster: '00001-3',
    name: 'Thôn 3',
    purpose: 'live',
    key,
    rosterSha256: '0'.repeat(64),
    places: [{ code: '01', from: '2020-01-01', until: null }],
    authority: { url: 'https://loa.example', publicKey: publicOf(key) },
  })
  const before = readKeyFile(file)
  const trust = (...args: readonly string[]) => {
    const env = { ...process.env, LC_ALL: 'C.UTF-8' }
    const given = ['speaker', 'trust', '--key', file, ...args]
    const { status, stderr } = spawnSync(LOA, given, { encoding: 'utf8', env })
    return { status, stderr }
  }
  for (const [hours, zone] of [
    ['05:30-06:30,06:00-07:00', 'Asia/Ho_Chi_Minh'],
    ['5:30-6:30', 'Asia/Ho_Chi_Minh'],
    ['', 'Asia/Ho_Chi_Minh'],
    ['05:30-06:30', 'Mars/Phobos'],
  ]) {
    const { status, stderr } = trust('--hours', hours, '--zone', zone)
    assert.deepEqual([status, /windows that do not overlap/.test(stderr)], [2, true], hours)
  }
  assert.deepEqual(readKeyFile(file), before)
  const first = trust('--hours', '05:30-06:30, 17:00-18:00')
  assert.deepEqual([first.status, statSync(file).mode & 0o777], [0, 0o600])
  assert.match(first.stderr, /plays only within 05:30-06:30,17:00-18:00 Asia\/Ho_Chi_Minh/)
  const windows = [
    { from: '05:30', until: '06:30' },
    { from: '17:00', until: '18:00' },
  ]
  const hours = { timeZone: 'Asia/Ho_Chi_Minh', windows }
  assert.deepEqual(readKeyFile(file), { ...before, hours })
  const second = trust('--hours', '20:00-21:00', '--zone', 'Asia/Bangkok')
  assert.match(second.stderr, /20:00-21:00 Asia\/Bangkok, except.*before: 05:30-06:30/)
  assert.ok(!readFileSync(file, 'utf8').includes('Ho_Chi_Minh'))
})
