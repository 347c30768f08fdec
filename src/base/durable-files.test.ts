import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { test } from 'node:test'
import { draftOf, syncFolder, syncFolderNow } from './durable-files.ts'

test('a draft lies hidden beside the place of its file, and no two drafts have one name', () => {
  for (const path of ['/data/list.csv', 'list.csv']) {
    const [one, other] = [draftOf(path), draftOf(path)]
    assert.equal(dirname(one), path.startsWith('/') ? '/data' : process.cwd())
    assert.match(basename(one), /^\.list\.csv\.[0-9a-f]{12}\.draft$/)
    assert.notEqual(one, other)
  }
})

test('the folder of a file is synced whether or not the file is there, and a folder that is missing is told', async t => {
  const folder = mkdtempSync(join(tmpdir(), 'loa-durable-'))
  t.after(() => rmSync(folder, { recursive: true }))
  await syncFolder(join(folder, 'absent'))
  syncFolderNow(join(folder, 'absent'))
  const missing = join(folder, 'missing', 'file')
  await assert.rejects(syncFolder(missing), { code: 'ENOENT' })
  assert.throws(() => syncFolderNow(missing), { code: 'ENOENT' })
})
