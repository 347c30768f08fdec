/** What `npm test` says of errors that nobody catches is what Node's own runner says of them. */
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'

const RUN = join(import.meta.dirname, 'run.ts')

/** Each test of these goes wrong behind its own back, but for the first and the last. */
const TESTS = `
import { once } from 'node:events'
import { connect, createServer } from 'node:net'
import { test } from 'node:test'

const wrong = async start => {
  start()
  await new Promise(resolve => setTimeout(resolve, 100))
}
const fail = () => { throw new Error('nobody catches it') }
const reject = async () => { await null; fail() }

test('fine', async () => await wrong(() => {}))
test('by a timer', async () => await wrong(() => setTimeout(fail, 5)))
test('by a promise', async () => await wrong(() => { setTimeout(reject, 5) }))
test('without an end', async () => {
  setImmediate(fail)
  await new Promise(() => setTimeout(() => {}, 200))
})
test('of several', { concurrency: true }, async t => {
  await Promise.all([
    t.test('the first', async () => await wrong(() => setTimeout(fail, 20))),
    t.test('the second', async () => await wrong(() => {})),
  ])
})
test('by a socket', async t => {
  const server = createServer(socket => socket.on('data', () => { socket.destroy(); fail() }))
  t.after(() => server.close())
  await once(server.listen(0, '127.0.0.1'), 'listening')
  await once(connect(server.address().port, '127.0.0.1').end('x'), 'close')
})
test('only afterwards', () => { setTimeout(fail, 20) })
test('the last', async () => await wrong(() => {}))
`

function told(...args: readonly string[]): { status: number | null; lines: readonly string[] } {
  const { status, stdout } = spawnSync(process.execPath, args, {
    encoding: 'utf8',
    env: { ...process.env, NODE_TEST_CONTEXT: undefined, LOA_TRIES: '1' },
  })
  const lines = stdout
    .split('\n')
    .filter(line => !line.includes('duration_ms'))
    .map(line => line.replace(/ \([\d.]+ms\)/, ''))
  return { status, lines }
}

function fileOf(t: TestContext, text: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'loa-errors-'))
  t.after(() => rmSync(folder, { recursive: true }))
  const file = join(folder, 'wrong.test.mjs')
  writeFileSync(file, text)
  return file
}

test('an error that nobody catches fails the test in which it began, and is told as by Node', t => {
  const file = fileOf(t, TESTS)
  const own = told(RUN, '1', file)
  const node = told('--test', '--test-reporter=spec', file)
  assert.deepEqual(own, node)
  assert.equal(own.status, 1)
  const failed = own.lines.map(line => /^ *✖ (.*)$/.exec(line)?.[1]).filter(Boolean)
  assert.deepEqual(
    new Set(failed),
    new Set([
      'by a timer',
      'by a promise',
      'without an end',
      'of several',
      'the first',
      'by a socket',
      'failing tests:',
    ]),
  )
  assert.ok(own.lines.some(line => line.includes('Test "only afterwards"')))
})
