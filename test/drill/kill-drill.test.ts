import assert from 'node:assert/strict'
import { test } from 'node:test'
import { drill } from './kill-drill.ts'

test('a sender that is killed again and again loses nobody and sends to nobody twice unmarked', async () => {
  const seed = Number(process.env.SEED ?? Date.now() % 1_000_000)
  const reports = await drill({ kills: 8, seed, subscribers: 1500 })
  const kills = reports.flatMap(({ kills }) => Object.values(kills))
  assert.ok(kills.reduce((sum, count) => sum + count, 0) >= 8)
  for (const report of reports) assert.deepEqual(report.findings, [], `SEED=${seed}`)
})
