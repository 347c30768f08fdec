import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { diskFolder, RESERVE_OCTETS } from './disk-folder.ts'

const folder = mkdtempSync(join(tmpdir(), 'loa-disk-'))
after(() => rmSync(folder, { recursive: true }))

const MEGABYTE = Buffer.alloc(1 << 20)

test('a recording leaves the disk its last gigabyte, which is the database’s', async () => {
  let free = RESERVE_OCTETS + 1
  const disk = diskFolder(folder, async () => free)
  const file = await disk.create('one.webm')
  await file.append(MEGABYTE)
  free = RESERVE_OCTETS - 1
  await assert.rejects(async () => {
    for (let n = 0; n < 10; n++) await file.append(MEGABYTE)
  }, /1 GB/)
  await file.close()
  await assert.rejects(disk.create('two.webm'), /1 GB/)
})

test('how much is free is asked of the system', async () => {
  const file = await diskFolder(folder).create('three.webm')
  await file.append(MEGABYTE)
  await file.close()
})
