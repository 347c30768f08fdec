import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { Failure } from '../base/failure.ts'
import { takeLock } from './lock.ts'

function folder(t: TestContext): string {
  const directory = mkdtempSync(join(tmpdir(), 'loa-lock-'))
  t.after(() => rmSync(directory, { recursive: true, force: true }))
  return directory
}

/** Takes the lock, says how that went, and stays until its standard input ends. */
const HOLDER = `
  const { takeLock } = await import(process.argv[1])
  const lock = await takeLock(process.argv[2])
  console.log(lock === null ? 'taken' : 'held')
  for await (const _ of process.stdin);
  lock?.release()
  console.log('released')
  for (;;) await new Promise(done => setTimeout(done, 1000))
`

async function another(
  t: TestContext,
  directory: string,
): Promise<[ChildProcess, () => Promise<string>]> {
  const lock = new URL('./lock.ts', import.meta.url).href
  const child = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', '--input-type=module', '-e', HOLDER, lock, directory],
    { stdio: ['pipe', 'pipe', 'inherit'] },
  )
  t.after(() => child.kill('SIGKILL'))
  child.stdout.setEncoding('utf8')
  const lines = child.stdout[Symbol.asyncIterator]()
  const said = async () => String((await lines.next()).value).trim()
  return [child, said]
}

test('one process has the lock, and another is told so at once', async t => {
  const directory = folder(t)
  const [, said] = await another(t, directory)
  assert.equal(await said(), 'held')
  assert.equal(await takeLock(directory), null)
  assert.equal(await takeLock(directory), null)
})

test('another process does not get what this one has, and this one not twice', async t => {
  const directory = folder(t)
  const lock = await takeLock(directory)
  assert.ok(lock !== null)
  assert.equal(await takeLock(directory), null)
  const [, said] = await another(t, directory)
  assert.equal(await said(), 'taken')
  // Looking did not take it away: to close any descriptor of a file ends POSIX locks of the whole process.
  const [, alsoSaid] = await another(t, directory)
  assert.equal(await alsoSaid(), 'taken')
  lock.release()
  const [, lastSaid] = await another(t, directory)
  assert.equal(await lastSaid(), 'held')
})

test('a lock ends with its process, by kill -9 too', async t => {
  const directory = folder(t)
  for (let turn = 0; turn < 2; turn++) {
    const [child, said] = await another(t, directory)
    assert.equal(await said(), 'held')
    child.kill('SIGKILL')
    await once(child, 'exit')
  }
  const lock = await takeLock(directory)
  assert.ok(lock !== null)
  lock.release()
  assert.deepEqual(readdirSync(directory), ['lock'])
})

test('a lock that was given back can be taken, while its process lives', async t => {
  const directory = folder(t)
  const [child, said] = await another(t, directory)
  assert.equal(await said(), 'held')
  child.stdin?.end()
  assert.equal(await said(), 'released')
  const lock = await takeLock(directory)
  assert.ok(lock !== null)
  lock.release()
})

test('locks of two directories have nothing to do with each other', async t => {
  const [one, other] = [await takeLock(folder(t)), await takeLock(folder(t))]
  assert.ok(one !== null && other !== null)
  one.release()
  other.release()
})

test('where there is no lock to be had, a sentence says so', async t => {
  const directory = folder(t)
  writeFileSync(
    join(directory, 'lock'),
    'no database at all, but longer than a header of one is: '.repeat(20),
  )
  for (const [where, why] of [
    [directory, /not a database/],
    [join(directory, 'missing'), /open/],
  ] as const)
    await assert.rejects(takeLock(where), (error: unknown) => {
      assert.ok(error instanceof Failure && error.code === 'fileUnwritable')
      assert.match(error.message, why)
      return true
    })
})
