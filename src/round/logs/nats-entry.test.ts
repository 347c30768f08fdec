/** Whom a standby asks for an entry of its leg's log, and that a replica that is behind holds nobody up. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { manualClock } from '../../base/clock.ts'
import type { Heard } from './nats-connection.ts'
import { NatsEntry, type StreamMessage } from './nats-entry.ts'

type Answer = Heard<StreamMessage | null>
const SILENT: Answer = { is: 'silent' }
const REFUSED: Answer = { is: 'refused', code: 500, why: 'no leader' }
const NOTHING: Answer = { is: 'heard', value: null }
const entry = (seq: number): Answer => ({ is: 'heard', value: { seq, data: Uint8Array.of(seq) } })

function asked(any: Answer, leader: Answer) {
  const seen: string[] = []
  const clock = manualClock()
  const answers = (who: string, answer: Answer) => async () => {
    seen.push(who)
    return answer
  }
  const of = new NatsEntry({ clock, anyServer: answers('any', any), leader: answers('leader', leader) })
  return { of, seen, clock }
}

for (const { what, any, leader, found, asks } of [
  { what: 'holds it', any: entry(7), leader: NOTHING, found: 7, asks: 'any' },
  { what: 'is behind', any: NOTHING, leader: entry(7), found: 7, asks: 'any leader' },
  { what: 'tells another one', any: entry(8), leader: entry(7), found: 7, asks: 'any leader' },
  { what: 'refuses', any: REFUSED, leader: entry(7), found: 7, asks: 'any leader' },
  { what: 'is silent', any: SILENT, leader: entry(7), found: 7, asks: 'any leader' },
  { what: 'is behind, and so is the leader', any: NOTHING, leader: NOTHING, found: null, asks: 'any leader' },
  {
    what: 'is behind, and the leader tells another one',
    any: NOTHING,
    leader: entry(6),
    found: null,
    asks: 'any leader',
  },
])
  test(`an entry is read where any server ${what}`, async () => {
    const { of, seen } = asked(any, leader)
    assert.equal((await of.at(7))?.[0] ?? null, found)
    assert.equal(seen.join(' '), asks)
  })

test('a server that is behind is asked first the next time, one that is silent after ten seconds', async () => {
  const behind = asked(NOTHING, entry(7))
  await behind.of.at(7)
  await behind.of.at(7)
  assert.equal(behind.seen.join(' '), 'any leader any leader')
  const silent = asked(SILENT, entry(7))
  await silent.of.at(7)
  silent.clock.advance(9_999)
  await silent.of.at(7)
  silent.clock.advance(1)
  await silent.of.at(7)
  assert.equal(silent.seen.join(' '), 'any leader leader any leader')
})
