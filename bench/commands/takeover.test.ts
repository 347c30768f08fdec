import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { Children } from '../../src/app/children/children.ts'

test('a small bench of take-overs tells how soon a standby goes on, whom that leaves in doubt, and what the log costs a round', async t => {
  const children = new Children()
  const folder = mkdtempSync(join(tmpdir(), 'loa-bench-test-'))
  t.after(async () => {
    await children.endAll()
    rmSync(folder, { recursive: true, force: true })
  })
  const picture = join(folder, 'takeover.svg')
  const few = ['--takeovers', '1', '--subscribers', '2000', '--repeat', '1', '--no-stops']
  const args = ['bench', 'takeover', ...few, '--picture', picture, '--json']
  const { code, stdout, stderr } = await children.loa(args).exit
  assert.equal(code, 0, stderr)
  const { machine, seed, commitMs, takeOvers, uncertainMax, stops, rates } = JSON.parse(stdout)
  assert.deepEqual([machine.cores > 0, seed, stops], [true, 1, []])
  assert.equal(takeOvers.seconds.count, 1)
  assert.ok(takeOvers.seconds.p50 > 1, 'no standby is so hasty')
  assert.equal(takeOvers.each.length, 1)
  assert.ok(commitMs.p50 > 0 && takeOvers.uncertain.max <= uncertainMax)
  assert.ok(rates.without.segmentsPerSecond > 0 && rates.withLog.segmentsPerSecond > 0)
  assert.equal(rates.share, rates.withLog.segmentsPerSecond / rates.without.segmentsPerSecond)
  assert.match(readFileSync(picture, 'utf8'), /^<svg [\s\S]*>1 take-overs[\s\S]*<rect x=/)
})
