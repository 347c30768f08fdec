import assert from 'node:assert/strict'
import { test } from 'node:test'
import { drill } from './cbs-drill.ts'

test('a broadcast that is killed again and again is in the end on the air where it should be, and nowhere else', async () => {
  const seed = Number(process.env.SEED ?? Date.now() % 1_000_000)
  for (const { findings } of await drill({ kills: 4, seed })) assert.deepEqual(findings, [], `SEED=${seed}`)
})
