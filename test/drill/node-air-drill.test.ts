import assert from 'node:assert/strict'
import { test } from 'node:test'
import { airDrill } from './node-air-drill.ts'

test("after each kill of an operator's node each cell has on the air what people were answered, and nothing else", async () => {
  const seed = Number(process.env.SEED ?? Date.now() % 1_000_000)
  const { deeds, findings } = await airDrill({ kills: 3, seed })
  assert.deepEqual(findings, [], `SEED=${seed}`)
  assert.ok(deeds.approve > 0)
})
