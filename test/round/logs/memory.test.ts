import assert from 'node:assert/strict'
import { test } from 'node:test'
import { manualClock, systemClock } from '../../../src/base/clock.ts'
import type { Appended } from '../../../src/round/log.ts'
import { MemoryLog } from '../../simulation/memory-log.ts'
import { entry, text } from './asked.ts'
import { contractOf } from './contract.ts'

const logs = new Map<string, MemoryLog>()

contractOf({
  name: 'a log in memory',
  open: async t => {
    const log = logs.get(t.name) ?? new MemoryLog(systemClock)
    logs.set(t.name, log)
    const line = log.connect()
    t.after(() => line.close())
    return line
  },
})

test('a log in memory: an append whose answer was lost stands, and is acknowledged when the line is whole again', () => {
  const { clock, log, owner, answers } = begun()
  owner.set({ asks: true, hears: false })
  owner.append(1, entry('a'), appended => answers.push(appended))
  clock.advance(1_000)
  assert.deepEqual(log.entries.map(text), ['a'])
  assert.deepEqual(answers, [])
  assert.equal(owner.health().is, 'away')
  owner.heal()
  clock.advance(1_000)
  assert.deepEqual(answers, [{ is: 'acked' }])
  assert.deepEqual(log.entries.map(text), ['a'])
  assert.deepEqual(owner.health(), { is: 'here', since: 1_000 })
})

test('a log in memory: whoever was cut off while another appended is refused', () => {
  const { clock, log, owner, answers } = begun()
  owner.cut()
  owner.append(1, entry('of the owner'), appended => answers.push(appended))
  log.connect().append(1, entry('of a standby'), () => {})
  clock.advance(1_000)
  owner.heal()
  clock.advance(1_000)
  assert.deepEqual(answers, [{ is: 'refused', entry: entry('of a standby') }])
})

test('a log in memory: what was under way when its leader went away is appended when there is one again', () => {
  const { clock, log, owner, answers } = begun()
  owner.append(1, entry('a'), appended => answers.push(appended))
  log.goAway('it has no leader')
  clock.advance(10_000)
  assert.deepEqual([answers, log.entries], [[], []])
  log.comeBack()
  clock.advance(10)
  assert.deepEqual(answers, [{ is: 'acked' }])
})

test('a log in memory: one that lost its last entry is broken for all who look at it', () => {
  const { clock, log, owner, answers } = begun()
  owner.append(1, entry('a'), () => {})
  clock.advance(10)
  log.lose(1)
  owner.append(2, entry('b'), appended => answers.push(appended))
  clock.advance(10)
  assert.equal(answers[0].is, 'broken')
  assert.equal(owner.health().is, 'broken')
})

function begun() {
  const clock = manualClock()
  const log = new MemoryLog(clock)
  const answers: Appended[] = []
  return { clock, log, owner: log.connect(), answers }
}
