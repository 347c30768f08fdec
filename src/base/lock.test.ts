import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { Failure } from './failure.ts'
import { takeLock } from './lock.ts'

function folder(t: TestContext): string {
  const directory = mkdtempSync(join(tmpdir(), 'loa-lock-'))
  t.after(() => {
    chmodSync(directory, 0o755)
    rmSync(directory, { recursive: true })
  })
  return directory
}

/** Takes the lock, says how that went, and stays until its standard input ends. */
const HOLDER = `
  const [, lockUrl, directory, to, user] = process.argv
  const { takeLock } = await import(lockUrl)
  if (user === 'nobody' && process.getuid() === 0) {
    process.setgroups([])
    process.setgid(65534)
    process.setuid(65534)
  }
  try {
    const lock = await takeLock(directory, { to })
    console.log(lock === null ? 'taken' : 'held')
    for await (const _ of process.stdin);
    lock?.release()
    console.log('released')
  } catch (error) {
    console.log(error.code)
  }
  for (;;) await new Promise(done => setTimeout(done, 1000))
`

async function another(
  t: TestContext,
  directory: string,
  how: { to: 'read' | 'write'; user?: 'nobody' } = { to: 'write' },
): Promise<[ChildProcess, () => Promise<string>]> {
  const lock = new URL('./lock.ts', import.meta.url).href
  const flags = ['--disable-warning=ExperimentalWarning', '--input-type=module', '-e', HOLDER]
  const child = spawn(process.execPath, [...flags, lock, directory, how.to, how.user ?? ''], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  t.after(() => child.kill('SIGKILL'))
  child.stdout.setEncoding('utf8')
  const lines = child.stdout[Symbol.asyncIterator]()
  const said = async () => String((await lines.next()).value).trim()
  return [child, said]
}

/** From now on `nobody` may look into it and change nothing; nor may who runs this, where that is not root. */
function forReadersOnly(directory: string): void {
  for (const name of readdirSync(directory)) chmodSync(join(directory, name), 0o444)
  chmodSync(directory, 0o555)
}

test('one process has the lock, and another is told so at once', async t => {
  const directory = folder(t)
  const [, said] = await another(t, directory)
  assert.equal(await said(), 'held')
  assert.equal(await takeLock(directory, { to: 'write' }), null)
  assert.equal(await takeLock(directory, { to: 'write' }), null)
})

test('another process does not get what this one has, and this one not twice', async t => {
  const directory = folder(t)
  const lock = await takeLock(directory, { to: 'write' })
  assert.ok(lock !== null)
  assert.equal(await takeLock(directory, { to: 'write' }), null)
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
  const lock = await takeLock(directory, { to: 'write' })
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
  const lock = await takeLock(directory, { to: 'write' })
  assert.ok(lock !== null)
  lock.release()
})

test('locks of two directories have nothing to do with each other', async t => {
  const [one, other] = [await takeLock(folder(t), { to: 'write' }), await takeLock(folder(t), { to: 'write' })]
  assert.ok(one !== null && other !== null)
  one.release()
  other.release()
})

test('where there is no lock to be had, a sentence says so', async t => {
  const directory = folder(t)
  writeFileSync(join(directory, 'lock'), 'no database at all, but longer than a header of one is: '.repeat(20))
  for (const [where, why] of [
    [directory, /not a database/],
    [join(directory, 'missing'), /open/],
  ] as const)
    await assert.rejects(takeLock(where, { to: 'write' }), (error: unknown) => {
      assert.ok(error instanceof Failure && error.code === 'fileUnwritable')
      assert.match(error.message, why)
      return true
    })
})

test('any number look at once; nobody looks while one writes, nor writes while one looks', async t => {
  const directory = folder(t)
  const [one, oneSaid] = await another(t, directory, { to: 'read' })
  assert.equal(await oneSaid(), 'held')
  const mine = await takeLock(directory, { to: 'read' })
  assert.ok(mine !== null)
  assert.equal(await takeLock(directory, { to: 'write' }), null)
  mine.release()
  assert.equal(await takeLock(directory, { to: 'write' }), null)
  one.stdin?.end()
  assert.equal(await oneSaid(), 'released')
  const lock = await takeLock(directory, { to: 'write' })
  assert.ok(lock !== null)
  const [, lookerSaid] = await another(t, directory, { to: 'read' })
  assert.equal(await lookerSaid(), 'taken')
  lock.release()
  assert.deepEqual(readdirSync(directory), ['lock'])
  assert.equal(statSync(join(directory, 'lock')).size, 0, 'nothing is ever written into it')
})

const isRoot = process.getuid?.() === 0

test('who may only read looks, but not while one writes', async t => {
  const directory = folder(t)
  const writer = await takeLock(directory, { to: 'write' })
  assert.ok(writer !== null)
  forReadersOnly(directory)
  const [, tooEarly] = await another(t, directory, { to: 'read', user: 'nobody' })
  assert.equal(await tooEarly(), 'taken')
  writer.release()
  const lookers = [1, 2].map(() => another(t, directory, { to: 'read', user: 'nobody' }))
  for (const looker of lookers) assert.equal(await (await looker)[1](), 'held')
  if (isRoot) assert.equal(await takeLock(directory, { to: 'write' }), null)
})

test('who may not write the lock never holds it to write, not even alone', async t => {
  const directory = folder(t)
  const lock = await takeLock(directory, { to: 'write' })
  lock?.release()
  forReadersOnly(directory)
  const [, said] = await another(t, directory, { to: 'write', user: 'nobody' })
  assert.equal(await said(), 'fileUnwritable')
})

test('where no lock was ever made and none can be, one may look and not write', async t => {
  const directory = folder(t)
  forReadersOnly(directory)
  const [, looker] = await another(t, directory, { to: 'read', user: 'nobody' })
  assert.equal(await looker(), 'held')
  const [, writer] = await another(t, directory, { to: 'write', user: 'nobody' })
  assert.equal(await writer(), 'fileUnwritable')
  const [, missing] = await another(t, join(directory, 'x'), { to: 'read', user: 'nobody' })
  assert.equal(await missing(), 'fileUnreadable')
  assert.deepEqual(readdirSync(directory), [])
})
