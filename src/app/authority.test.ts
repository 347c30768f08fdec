import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import type { Change } from '../authority/unit-of-work.ts'
import { makeKey } from '../directive/signing.ts'
import { openDatabase } from '../sql/database.ts'
import { openAuthority } from './authority.ts'

test('whoever fails on being told of a change undoes nothing and keeps nobody else from being told', async t => {
  const directory = mkdtempSync(join(tmpdir(), 'loa-told-'))
  t.after(() => rmSync(directory, { recursive: true }))
  const database = await openDatabase({ file: join(directory, 'loa.db') })
  t.after(async () => await database.close())
  const errors: unknown[] = []
  const authority = await openAuthority({ database, signingKey: await makeKey(), onError: error => errors.push(error) })
  const wrong = new Error('nobody listens to me')
  const told: Change[] = []
  authority.subscribe(() => {
    throw wrong
  })
  authority.subscribe(change => told.push(change))
  const change: Change = { is: 'month', month: '2020-02' }
  const result = await authority.work.transaction(async ({ store, publish }) => {
    await store.setSetting('example', 'kept')
    publish(change)
    return 'done'
  })
  assert.equal(result, 'done')
  assert.deepEqual([told, errors], [[change], [wrong]])
  assert.equal(await authority.work.store.setting('example'), 'kept')
})
