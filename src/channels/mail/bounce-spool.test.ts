import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { type BounceNote, putBounce, takeBounces } from './bounce-spool.ts'

const NOTE: BounceNote = { mark: 'b7-1', is: 'failed', status: '5.1.1', isGone: true }

function folderOf(t: TestContext): string {
  const made = mkdtempSync(join(tmpdir(), 'loa-bounces-'))
  t.after(() => rmSync(made, { recursive: true }))
  return join(made, 'bounces')
}

test('a bounce that was put down is handed over once, and nobody else may read it', async t => {
  const folder = folderOf(t)
  assert.equal(await takeBounces(folder, async () => assert.fail('there is none')), 0)
  assert.ok(await putBounce(folder, NOTE))
  const [name] = readdirSync(folder)
  assert.equal(statSync(folder).mode & 0o777, 0o700)
  assert.equal(statSync(join(folder, name)).mode & 0o777, 0o600)
  const handed: BounceNote[] = []
  const hand = async (note: BounceNote) => {
    handed.push(note)
  }
  assert.equal(await takeBounces(folder, hand), 1)
  assert.equal(await takeBounces(folder, hand), 0)
  assert.deepEqual(handed, [NOTE])
})

test('a bounce that was handed over in vain is there for the next time', async t => {
  const folder = folderOf(t)
  await putBounce(folder, NOTE)
  await assert.rejects(takeBounces(folder, async () => Promise.reject(new Error('disk full'))))
  assert.equal(await takeBounces(folder, async () => undefined), 1)
})

test('what is no bounce is thrown away, and a draft that a crash left is not read', async t => {
  const folder = folderOf(t)
  mkdirSync(folder)
  writeFileSync(join(folder, 'a.json'), '{"mark":"../../etc","is":"failed"}')
  writeFileSync(join(folder, 'b.json'), 'x'.repeat(1000))
  writeFileSync(join(folder, '.c.json.0a.draft'), JSON.stringify(NOTE))
  assert.equal(await takeBounces(folder, async () => assert.fail('it was handed over')), 0)
  assert.deepEqual(readdirSync(folder), ['.c.json.0a.draft'])
})

test('a flood of bounces does not fill the disk', async t => {
  const folder = folderOf(t)
  mkdirSync(folder)
  for (let at = 0; at < 10_000; at++) writeFileSync(join(folder, `${at}.json`), '')
  assert.equal(await putBounce(folder, NOTE), false)
  assert.equal(readdirSync(folder).length, 10_000)
})
