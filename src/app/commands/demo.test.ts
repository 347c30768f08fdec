import assert from 'node:assert/strict'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { Child } from '../../../test/peers/child.ts'
import type { monthDocument } from '../demo/month-document.ts'

const LOA = fileURLToPath(new URL('../../../loa', import.meta.url))
const DEMO_MS = 240_000

/** In a directory of its own for temporary files. */
async function demo(args: readonly string[], act: (child: Child) => void = () => {}) {
  const temporary = await mkdtemp(join(tmpdir(), 'loa-test-'))
  try {
    const child = new Child({
      command: LOA,
      args: ['demo', ...args],
      env: { ...process.env, TMPDIR: temporary, LC_ALL: 'en_US.UTF-8' },
    })
    act(child)
    const { code } = await child.done(DEMO_MS)
    const left = await readdir(temporary)
    return { code, stdout: child.stdout, stderr: child.stderr, left }
  } finally {
    await rm(temporary, { recursive: true, force: true })
  }
}

test('a tiny month with a broken connection and a killed sender has equal counts', async () => {
  const { code, stdout, stderr, left } = await demo([
    ...['--scale', '100000', '--rounds', '3', '--json'],
  ])
  assert.equal(code, 0, stderr)
  const month = JSON.parse(stdout) as ReturnType<typeof monthDocument>
  assert.equal(month.operators.length, 7)
  for (const { id, sender, centre, equal, rounds, flags, counts } of month.operators) {
    assert.deepEqual(sender, centre, id)
    assert.ok(equal, id)
    assert.equal(rounds.length, 3)
    for (const { turns, segments } of rounds) assert.equal(segments.expected, 11 * turns.audience)
    assert.deepEqual(flags, [[], [], []], `${id}: every return adds up`)
    for (const { differingPayloads } of counts) assert.equal(differingPayloads, 0)
  }
  assert.equal(month.sum.subscribers, 1250)
  assert.equal(month.sum.outcomes.sum, 3 * 1250)
  assert.equal(month.sum.outcomes.uncertain, 0)
  assert.ok(month.sum.equal)
  const happened = month.operators.flatMap(({ id, mishaps }) =>
    mishaps.flatMap(({ is }, i) => (is === 'none' ? [] : [`${id} ${i + 1} ${is}`])),
  )
  assert.deepEqual(happened, ['vinaphone 3 killed', 'vietnamobile 2 dropped'])
  assert.deepEqual(left, [], 'nothing is left behind')
})

test('a demo that is interrupted ends its children and leaves nothing behind', async () => {
  const { code, stdout, stderr, left } = await demo(['--scale', '100000'], child => {
    child.printed(/ordinary SMS accepted; delivered/).then(
      () => child.kill('SIGINT'),
      () => {},
    )
  })
  assert.equal(code, 1)
  assert.match(stderr, /Stopped as asked/)
  assert.equal(stdout, '')
  assert.deepEqual(left, [])
})

test('a directory that holds something is left alone', async () => {
  const { code, stderr } = await demo(['--keep', fileURLToPath(new URL('.', import.meta.url))])
  assert.equal(code, 1)
  assert.match(stderr, /is not empty/)
})
