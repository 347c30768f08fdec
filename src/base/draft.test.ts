import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { beginDraft, clearDrafts } from './draft.ts'

/** A directory in which rounds are made. */
function folder(t: TestContext): string {
  const directory = mkdtempSync(join(tmpdir(), 'loa-draft-'))
  t.after(() => rmSync(directory, { recursive: true, force: true }))
  return directory
}

/** Begins a draft, says its name, and lives on. */
const MAKER = `
  const [, draftUrl, place] = process.argv
  const { beginDraft } = await import(draftUrl)
  console.log((await beginDraft(place)).directory)
  for (;;) await new Promise(done => setTimeout(done, 1000))
`

async function anotherMakes(t: TestContext, place: string): Promise<[ChildProcess, string]> {
  const url = new URL('./draft.ts', import.meta.url).href
  const flags = ['--disable-warning=ExperimentalWarning', '--input-type=module', '-e', MAKER]
  const child = spawn(process.execPath, [...flags, url, place], { stdio: ['ignore', 'pipe', 'inherit'] })
  t.after(() => child.kill('SIGKILL'))
  child.stdout.setEncoding('utf8')
  const [line] = await once(child.stdout, 'data')
  return [child, basename(String(line).trim())]
}

test('what a killed process left is cleared away, with all that is in it', async t => {
  const top = folder(t)
  const place = join(top, 'round')
  const [child, draft] = await anotherMakes(t, place)
  mkdirSync(join(top, draft, 'pieces'))
  writeFileSync(join(top, draft, 'pieces', '0'), 'x')
  child.kill('SIGKILL')
  await once(child, 'exit')
  assert.deepEqual(readdirSync(top), [draft])
  await clearDrafts(place)
  assert.deepEqual(readdirSync(top), [])
})

test('so is one whose maker died before it had the lock, and one that was half cleared', async t => {
  const top = folder(t)
  mkdirSync(join(top, '.round.draft-Ab3dE6'))
  mkdirSync(join(top, '.round.draft-000000.gone'))
  writeFileSync(join(top, '.round.draft-000000.gone', 'ledger'), 'x')
  await clearDrafts(join(top, 'round', '/'))
  assert.deepEqual(readdirSync(top), [])
})

test('no draft is touched while its maker lives, be it another process or this one', async t => {
  const top = folder(t)
  const place = join(top, 'round')
  const [, theirs] = await anotherMakes(t, place)
  const ours = await beginDraft(place)
  const both = [theirs, basename(ours.directory)].sort()
  await clearDrafts(place)
  assert.deepEqual(readdirSync(top).sort(), both)
  assert.deepEqual(readdirSync(join(top, theirs)), ['lock'])
  ours.lock.release()
  await clearDrafts(place)
  assert.deepEqual(readdirSync(top), [theirs])
})

test('what only looks like a draft of this place is left alone', async t => {
  const top = folder(t)
  for (const name of [
    '.round2.draft-Ab3dE6',
    '.round.draft-Ab3dE',
    '.round.draft-Ab3dE67',
    '.round.draft-Ab3.E6',
    '.round.draft-Ab3dE6.old',
    '.round-Ab3dE6',
    'round.draft-Ab3dE6',
    'round',
  ])
    mkdirSync(join(top, name))
  writeFileSync(join(top, '.round.draft-aFile1'), 'mine')
  symlinkSync(top, join(top, '.round.draft-aLink1'))
  const before = readdirSync(top)
  await clearDrafts(join(top, 'round'))
  assert.deepEqual(readdirSync(top), before)
})

test('where nothing can be read nothing is cleared, and nothing fails', async t => {
  await clearDrafts(join(folder(t), 'missing', 'round'))
})
