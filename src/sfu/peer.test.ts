import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { test } from 'node:test'

/** Where nothing of it is collected, what stays of each is some 15. */
const KB_MAX = 6

test('joins that come to nothing leave next to nothing of memory, however many there are', t => {
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [
      '--disable-warning=ExperimentalWarning',
      ...[join(import.meta.dirname, '../../bench/briefing/peer.bench.ts'), '--joins', '3000'],
    ],
    { encoding: 'utf8' },
  )
  t.diagnostic(stdout)
  const [, each] = /has left (-?[\d.]+) kB/.exec(stdout) ?? assert.fail(stderr)
  assert.ok(Number(each) < KB_MAX, `${each} kB`)
})
