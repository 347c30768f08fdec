import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Children } from '../../src/app/children/children.ts'

test('a small bench of broadcasts tells how soon every BSC is asked, and what a country’s cells and BSCs that lose their data cost', async t => {
  const children = new Children()
  t.after(async () => await children.endAll())
  const args = ['--releases', '2', '--bscs', '6', '--cells', '60', '--storms', '1', '--seconds', '0']
  const { code, stdout, stderr } = await children.loa(['bench', 'broadcasts', ...args, '--json']).exit
  assert.equal(code, 0, stderr)
  const { machine, seed, releases, country } = JSON.parse(stdout)
  assert.deepEqual([machine.cores > 0, seed, releases.bscs], [true, 1, 10])
  for (const { ms } of [releases.approved, releases.corrected, releases.stopped]) {
    assert.equal(ms.count, 2)
    assert.ok(ms.p50 > 0 && ms.p50 <= ms.max)
  }
  assert.deepEqual([country.bscs, country.cells, country.storms.length], [6, 60, 1])
  for (const { asked, answered } of [country.onAir, ...country.storms, country.off])
    assert.ok(asked > 0 && asked <= answered)
  assert.deepEqual(
    country.regions.map(({ cells }: { cells: number }) => cells),
    [10, 60],
  )
  // The kernel keeps both figures by batches a processor: the highest may read below one of before.
  assert.ok(Math.min(country.memoryBytes, country.memoryBeforeBytes, country.toldSeconds) > 0)
})
