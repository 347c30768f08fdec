import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { manualClock } from '../base/clock.ts'
import { MachineStatusReporter, METRICS_FILE } from './machine-status.ts'
import type { Does } from './machines.ts'

test('what Prometheus reads of a machine is written every 10 s: acknowledgements of its logs, and whether it owns the leg it last joined', t => {
  const directory = mkdtempSync(join(tmpdir(), 'loa-standing-'))
  t.after(() => rmSync(directory, { recursive: true, force: true }))
  const clock = manualClock()
  const legs: { leg: number; is: 'running' | 'unbegun'; does: Does | null }[] = []
  const machines = { name: 'a', servers: '', isUnsafe: false, isAlone: false }
  const conduct = { directive: 'd', state: 'running' as const, isClosed: false, legs: () => legs }
  const conducts = () => [conduct]
  const rosters = { newest: { number: 3, sha256: 'a'.repeat(64) }, awaited: null }
  const alone = new MachineStatusReporter({ machines: null, directory, clock, conducts, rosters })
  alone.start()
  assert.ok(!existsSync(join(directory, METRICS_FILE)), 'nothing of a node on one machine')
  const standing = new MachineStatusReporter({ machines, directory, clock, conducts, rosters })
  standing.start()
  const line = (start: string) => {
    const text = readFileSync(join(directory, METRICS_FILE), 'utf8')
    return text.split('\n').find(each => each.startsWith(`${start} `))
  }
  assert.equal(line('loa_owner'), 'loa_owner 0')
  for (const ms of [2, 4, 40, 60_000]) standing.acked(ms)
  legs.push({ leg: 1, is: 'running', does: 'follows' }, { leg: 2, is: 'running', does: 'sends' })
  legs.push({ leg: 3, is: 'unbegun', does: null })
  clock.advance(10_000)
  assert.equal(line('loa_owner'), 'loa_owner 1')
  assert.equal(line('loa_legs{does="follows"}'), 'loa_legs{does="follows"} 1')
  for (const [le, count] of [
    ['0.001', 0],
    ['0.0025', 1],
    ['0.005', 2],
    ['0.05', 3],
    ['30', 3],
    ['+Inf', 4],
  ])
    assert.equal(line(`loa_log_ack_seconds_bucket{le="${le}"}`)?.split(' ')[1], String(count))
  assert.equal(line('loa_log_ack_seconds_sum'), 'loa_log_ack_seconds_sum 60.046')
  assert.deepEqual(standing.now().roster, rosters.newest)
  assert.deepEqual(standing.now().ackSeconds, { count: 4, mean: 60.046 / 4 })
  standing.close()
  assert.equal(clock.nextMs, null)
})
