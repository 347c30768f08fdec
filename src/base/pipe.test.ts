import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { closeSync, mkdtempSync, openSync, rmSync, writeFileSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { isPipe, pipeAt } from './pipe.ts'

test('a named pipe is read to its end, and given up while nobody writes; nothing else is one', async t => {
  const directory = mkdtempSync(join(tmpdir(), 'loa-pipe-'))
  t.after(() => rmSync(directory, { recursive: true }))
  const [pipe, file] = ['pipe', 'file'].map(name => join(directory, name))
  assert.equal(spawnSync('mkfifo', [pipe]).status, 0)
  writeFileSync(file, '')
  for (const other of [file, directory, join(directory, 'none'), join(file, 'below')]) {
    assert.ok(!isPipe(other), other)
    assert.equal(pipeAt(other), null)
  }
  const silent = pipeAt(pipe)
  assert.ok(silent !== null)
  const asked = new Error('asked')
  silent.destroy(asked)
  await assert.rejects(silent.toArray(), asked)
  const stream = pipeAt(pipe)
  assert.ok(stream !== null)
  const writer = openSync(pipe, 'w')
  writeSync(writer, 'one two')
  closeSync(writer)
  assert.equal(Buffer.concat(await stream.toArray()).toString(), 'one two')
})
