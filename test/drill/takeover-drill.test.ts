import assert from 'node:assert/strict'
import { test } from 'node:test'
import { missing } from '../peers/installed.ts'
import { drill } from './takeover-drill.ts'
import { findingsOf, table } from './takeover-table.ts'

const skip = missing('ip', 'nats-server', 'the right to capture packets')

test('a leg whose owners, standbys and log servers fail again and again loses nobody, and sends to nobody twice unmarked', {
  skip,
}, async t => {
  const seed = Number(process.env.SEED ?? Date.now() % 1_000_000)
  const rounds = await drill({ faults: 6, seed })
  t.diagnostic(table(rounds))
  assert.equal(rounds.flatMap(({ faults }) => faults).length, 6)
  assert.deepEqual(findingsOf(rounds), [], `SEED=${seed}`)
})
