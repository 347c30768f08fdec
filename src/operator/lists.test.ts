import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import type { Log } from '../base/log.ts'
import { ListStore } from './lists.ts'

test('a list of subscribers is imported once, found again, mended when it is damaged, and gone when nobody needs it', async t => {
  const root = mkdtempSync(join(tmpdir(), 'loa-lists-'))
  t.after(() => rmSync(root, { recursive: true, force: true }))
  const said: string[] = []
  const say: Log['info'] = event => said.push(event)
  const log: Log = { info: say, warn: say, error: say }
  const directory = join(root, 'lists')
  const listStore = () => new ListStore({ directory, country: 'VN', log })
  const { signal } = new AbortController()
  const source = join(root, 'a.csv')
  writeFileSync(source, '0912000001\n0912000002\n0912000001\nx\n')

  const taken = await listStore().take(source, 'a', signal)
  assert.equal(taken.subscribers, 2)
  assert.deepEqual(said.splice(0), ['subscriber list imported'])
  const again = listStore()
  assert.deepEqual(await again.take(source, 'a', signal), taken)
  again.clear()
  assert.deepEqual(said.splice(0), [], 'found')
  assert.equal(readdirSync(directory).length, 2, 'the list and its rejects')
  for (const name of readdirSync(directory))
    assert.equal(statSync(join(directory, name)).mode & 0o077, 0, 'for its owner alone')

  truncateSync(taken.path, 50)
  assert.deepEqual(await listStore().take(source, 'a', signal), taken)
  assert.equal(said.splice(0).length, 2)

  writeFileSync(source, '0912000003\n')
  const next = listStore()
  const changed = await next.take(source, 'a', signal)
  assert.equal(changed.subscribers, 1)
  next.clear()
  assert.ok(!readdirSync(directory).some(name => taken.path.endsWith(name)))
  await assert.rejects(listStore().take(join(root, 'none'), 'a', signal), { code: 'fileUnreadable' })
})

test('a list that is a pipe is refused, for it is read twice; one that is being read is left when it is told to end', async t => {
  const root = mkdtempSync(join(tmpdir(), 'loa-lists-'))
  t.after(() => rmSync(root, { recursive: true, force: true }))
  const log: Log = { info: () => {}, warn: () => {}, error: () => {} }
  const listStore = new ListStore({ directory: join(root, 'lists'), country: 'VN', log })
  const { signal } = new AbortController()
  const [pipe, source] = ['pipe', 'a.csv'].map(name => join(root, name))
  assert.equal(spawnSync('mkfifo', [pipe]).status, 0)
  await assert.rejects(listStore.take(pipe, 'a', signal), {
    code: 'fileUnreadable',
    message: /it is a pipe, and is read twice/,
  })
  writeFileSync(source, '0912000001\n')
  await assert.rejects(listStore.take(source, 'a', AbortSignal.abort()), { code: 'stoppedAsAsked' })
})
