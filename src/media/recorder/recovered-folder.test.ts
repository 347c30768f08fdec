import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import type { Millis } from '../../base/clock.ts'
import { diskFolder } from './disk-folder.ts'
import { Recorder } from './recorder.ts'
import { recoveredIn } from './recovered-folder.ts'

const folder = mkdtempSync(join(tmpdir(), 'loa-recovered-'))
after(() => rmSync(folder, { recursive: true }))

test('all that was recorded in a folder is finished, in order, and what is begun meanwhile is left alone', async () => {
  const disk = diskFolder(folder)
  const limits = { ms: 2000, octets: 1e9 }
  const recorder = new Recorder({ disk, epochMs: 1_800_000_000_000, now: 0 as Millis, limits })
  for (let now = 0; now <= 20_000; now += 100) recorder.tick(now as Millis)
  const files = await recorder.close(20_000 as Millis)
  assert.equal(files.length, 3)
  const last = join(folder, files[2].file)
  truncateSync(last, readFileSync(last).length - 800)
  writeFileSync(join(folder, 'x.webm'), 'no recording')
  const recovering = recoveredIn(folder, new Set())
  const other = new Recorder({ disk, epochMs: 1_900_000_000_000, now: 0 as Millis })
  const recovered = await recovering
  assert.deepEqual(recovered.slice(0, 2), files.slice(0, 2))
  assert.equal(recovered[2].file, files[2].file)
  assert.ok(recovered[2].durationMs <= files[2].durationMs)
  assert.equal(recovered.length, 3)
  assert.equal(readFileSync(join(folder, 'x.webm'), 'utf8'), 'no recording')
  await other.close(1000 as Millis)
  const kept = new Set(files.slice(0, 2).map(({ file }) => file))
  const names = (await recoveredIn(folder, kept)).map(({ file }) => file)
  assert.equal(names[0], files[2].file, 'what is kept is not read again')
})

test('a folder that does not exist has no recordings', async () => {
  assert.deepEqual(await recoveredIn(join(folder, 'none'), new Set()), [])
})

test('a recording does not take the place of another file', async () => {
  const disk = diskFolder(folder)
  await (await disk.create('one.webm')).close()
  await assert.rejects(disk.create('one.webm'), { code: 'EEXIST' })
})

test('a recording’s folder is made, and nobody else reads what is in it', async () => {
  const inner = join(folder, 'a', 'b')
  await (await diskFolder(inner).create('one.webm')).close()
  const modes = [inner, join(inner, 'one.webm')].map(path => statSync(path).mode & 0o777)
  assert.deepEqual(modes, [0o700, 0o600])
})
