import assert from 'node:assert/strict'
import { test } from 'node:test'
import { briefingDrill, summaryOf } from './briefing-drill.ts'

const KILLS = 4

test('a briefing whose media and server are killed again and again keeps what was answered, and nobody is heard without the floor', async t => {
  const seed = Number(process.env.SEED ?? Date.now() % 1_000_000)
  const report = await briefingDrill({ kills: KILLS, seed, sites: 5 })
  for (const line of summaryOf(report)) t.diagnostic(line)
  assert.equal(report.kills.media + report.kills.authority, KILLS)
  assert.deepEqual(report.findings, [], `SEED=${seed}`)
})
