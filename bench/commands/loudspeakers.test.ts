import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { Children } from '../../src/app/children/children.ts'
import { fillLoudspeakers } from '../loudspeakers/country.ts'

test('a small bench of loudspeakers tells what devices cost and how soon an urgent word is there', async t => {
  const children = new Children()
  t.after(async () => await children.endAll())
  const args = ['--clusters', '40', '--urgents', '2', '--seconds', '1', '--json']
  const { code, stdout, stderr } = await children.loa(['bench', 'loudspeakers', ...args]).exit
  assert.equal(code, 0, stderr)
  const { clusters, urgentMs, urgentInTime, yearPlays, memoryBytes, receipts } = JSON.parse(stdout)
  assert.deepEqual([clusters, urgentMs.count, urgentInTime], [40, 2, 2])
  for (const measured of [urgentMs.p50, yearPlays, memoryBytes, receipts.cpuSeconds]) assert.ok(measured > 0)
})

test('a bench of loudspeakers that was told to end while it makes keys makes no directory again', async () => {
  const removed = mkdtempSync(join(tmpdir(), 'loa-bench-test-'))
  rmSync(removed, { recursive: true })
  const filling = fillLoudspeakers(join(removed, 'authority'), { clusters: 1, provinces: ['01'] })
  await assert.rejects(filling, /ENOENT/)
  assert.equal(existsSync(removed), false)
})
