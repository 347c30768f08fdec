import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { Failure } from './failure.ts'
import { Journal } from './journal.ts'

function file(t: TestContext): string {
  const directory = mkdtempSync(join(tmpdir(), 'loa-journal-'))
  t.after(() => rmSync(directory, { recursive: true, force: true }))
  return join(directory, 'journal.jsonl')
}

async function written(path: string, entries: readonly object[]): Promise<void> {
  const { journal } = await Journal.open(path)
  await Promise.all(entries.map(entry => journal.append(entry)))
  await journal.close()
}

async function read(path: string): Promise<readonly object[]> {
  const { journal, entries } = await Journal.open(path)
  await journal.close()
  return entries
}

const ENTRIES = [{ is: 'a', text: 'một' }, { is: 'b', text: 'hai\n' }, { is: 'c' }]

test('entries that were appended to a journal are there again, in their order, and more can follow', async t => {
  const path = file(t)
  await written(path, ENTRIES)
  await written(path, [{ is: 'd' }])
  assert.deepEqual(await read(path), [...ENTRIES, { is: 'd' }])
})

test('whatever a crash leaves of the last line of a journal, the lines before it are whole and the next one follows them', async t => {
  const path = file(t)
  await written(path, ENTRIES)
  const whole = readFileSync(path)
  const last = whole.lastIndexOf(10, whole.length - 2) + 1
  for (let size = last; size < whole.length; size++) {
    writeFileSync(path, whole)
    truncateSync(path, size)
    assert.deepEqual(await read(path), ENTRIES.slice(0, 2), `cut at ${size} of ${whole.length}`)
    await written(path, [{ is: 'after' }])
    assert.deepEqual(await read(path), [...ENTRIES.slice(0, 2), { is: 'after' }])
  }
  writeFileSync(path, Buffer.concat([whole, Buffer.alloc(4096)]))
  assert.deepEqual(await read(path), ENTRIES, 'blank octets behind the end, as some file systems leave them')
})

test('any flipped bit of a journal is found: a node that has forgotten a directive must not go on', async t => {
  const path = file(t)
  await written(path, ENTRIES)
  const whole = readFileSync(path)
  for (let at = 0; at < whole.length; at++)
    for (const bit of [0, 3, 7]) {
      const bent = Buffer.from(whole)
      bent[at] ^= 1 << bit
      writeFileSync(path, bent)
      await assert.rejects(
        Journal.open(path),
        (error: unknown) => error instanceof Failure && error.code === 'journalDamaged',
        `bit ${bit} of octet ${at}`,
      )
      assert.deepEqual(readFileSync(path), bent, 'nothing is overwritten')
    }
})

test('a line of a journal that is gone, doubled or moved is found', async t => {
  const path = file(t)
  await written(path, ENTRIES)
  const [a, b, c] = readFileSync(path, 'utf8').trimEnd().split('\n')
  for (const lines of [
    [b, c],
    [a, c],
    [a, a, b, c],
    [b, a, c],
  ]) {
    writeFileSync(path, `${lines.join('\n')}\n`)
    await assert.rejects(Journal.open(path), { code: 'journalDamaged' })
  }
})

test('a journal that cannot be written says so', async t => {
  const path = join(file(t), 'no', 'such')
  await assert.rejects(Journal.open(path), { code: 'fileUnwritable' })
})
