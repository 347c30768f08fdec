/** What a standby's own disk says of how far it has read. That it takes over rightly is told by the simulation. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { manualClock } from '../base/clock.ts'
import type { Done } from './disk.ts'
import { BEFORE_ALL, encodeEntry, type LegMark } from './entries.ts'
import { encodeGroup, GroupMemory, type Meta } from './journal.ts'
import { Ledger } from './ledger.ts'
import { LegWriter } from './leg-writer.ts'
import { ENTRY_MAX, type LegLog } from './log.ts'
import { shapeOf } from './shape.ts'
import { FRESH, metaOf } from './snapshot.ts'
import { Standby } from './standby.ts'

const SHAPE = shapeOf({ subscribers: 100, segments: 1, receipts: 'none' })
const PIECE = 10
const KEY = Buffer.alloc(32, 7)

/** A log of one begin and so many groups of eight subscribers each, all there at once. */
function logOf(groups: number): Pick<LegLog, 'read' | 'health' | 'ask'> {
  const owner = new Ledger(SHAPE)
  let { bytes, place } = encodeEntry(BEFORE_ALL, { kind: 'begin', epoch: 1 }, Buffer.from('{}'), KEY)
  const entries = [bytes]
  for (let group = 0; group < groups; group++) {
    for (let i = 0; i < 8; i++) owner.become(group * 8 + i, 3)
    const room = { sizeMax: ENTRY_MAX, memory: new GroupMemory(), touched: new Uint8Array(1) }
    const head = { generation: 1, sequence: group + 2, folded: 0 }
    const payload = encodeGroup(head, metaOf({ ...FRESH, walk: (group + 1) * 8 }), owner, room)
    ;({ bytes, place } = encodeEntry(place, { kind: 'group', epoch: 1 }, payload, KEY))
    entries.push(bytes)
  }
  return {
    read: (from, done) => {
      if (from === 1) done(entries)
    },
    health: () => ({ is: 'here', since: 0 }),
    ask: () => {},
  }
}

test('of more than a group holds only the last piece says how far it is', () => {
  const ledger = new Ledger(SHAPE)
  const said: { dirty: number; leg: number | undefined; walk: unknown }[] = []
  let stored: Done | null = null
  const store = {
    recordsMax: PIECE,
    busy: false,
    commit(meta: Meta, done: Done) {
      this.busy = true
      const taken = Math.min(PIECE, ledger.dirtyCount)
      for (const rank of ledger.dirty.subarray(0, taken)) ledger.state[rank] &= 127
      ledger.dirty.copyWithin(0, taken, ledger.dirtyCount)
      ledger.dirtyCount -= taken
      const { leg, walk } = meta as { leg: LegMark | null; walk: number }
      said.push({ dirty: ledger.dirtyCount, leg: leg?.index, walk })
      stored = error => {
        this.busy = false
        done(error)
      }
    },
  }
  const standby = new Standby({
    log: logOf(3) as LegLog,
    ledger,
    store,
    meta: metaOf(FRESH),
    mark: null,
    place: BEFORE_ALL,
    key: KEY,
    name: 'b',
    clock: manualClock(),
    writerAt: () => assert.fail('it takes nothing over'),
    tookOver: () => {},
    ended: () => assert.fail('it does not end'),
  })
  standby.tick()
  for (let i = 0; i < 9; i++) {
    standby.tick()
    const done = stored as Done | null
    stored = null
    done?.(null)
  }
  assert.deepEqual(said, [
    { dirty: 14, leg: undefined, walk: 0 },
    { dirty: 4, leg: undefined, walk: 0 },
    { dirty: 0, leg: 4, walk: 24 },
  ])
  assert.equal(ledger.counters[3], 0, 'counts are those of the groups until it takes over')
  assert.equal(ledger.state.filter(state => state === 3).length, 24)
})

test('a standby that lost the race of a hand-over reads who won before it takes over anything again', () => {
  const ledger = new Ledger(SHAPE)
  let { bytes, place } = encodeEntry(BEFORE_ALL, { kind: 'begin', epoch: 1 }, Buffer.from('{}'), KEY)
  const entries = [bytes]
  const add = (kind: 'group' | 'takeover', epoch: number, payload: Uint8Array) => {
    ;({ bytes, place } = encodeEntry(place, { kind, epoch }, payload, KEY))
    entries.push(bytes)
  }
  const group = (epoch: number, ending: 'interrupted' | null) => {
    const room = { sizeMax: ENTRY_MAX, memory: new GroupMemory(), touched: new Uint8Array(1) }
    const head = { generation: 1, sequence: entries.length + 1, folded: 0 }
    add('group', epoch, encodeGroup(head, metaOf({ ...FRESH, ending }), null, room))
  }
  group(1, 'interrupted')
  const asked: { read: (() => void) | null; append: (() => void) | null } = { read: null, append: null }
  let appends = 0
  const log: Pick<LegLog, 'read' | 'append' | 'health' | 'ask'> = {
    read: (from, done) => {
      asked.read = () => done(entries.slice(from - 1))
    },
    append: (_index, _entry, done) => {
      appends++
      asked.append = () => done({ is: 'refused', entry: entries[1] })
    },
    health: () => ({ is: 'here', since: 0 }),
    ask: () => {},
  }
  const standby = new Standby({
    log: log as LegLog,
    ledger,
    meta: metaOf(FRESH),
    mark: null,
    place: BEFORE_ALL,
    store: { recordsMax: PIECE, busy: false, commit: (_meta, done) => done(null) },
    key: KEY,
    name: 'b',
    clock: manualClock(),
    tookOver: () => {},
    writerAt: at => new LegWriter(log as LegLog, at, { key: KEY, now: () => 0, acked: () => {} }),
    ended: () => assert.fail('it does not end'),
  })
  const answer = (of: 'read' | 'append') => {
    const done = asked[of]
    asked[of] = null
    done?.()
  }
  standby.tick()
  answer('read')
  assert.equal(appends, 1, 'the owner has left')
  add('takeover', 2, Buffer.from('{}'))
  // What is read while it takes over may be its own entry, and counts for nothing.
  answer('read')
  answer('append')
  standby.tick()
  assert.equal(appends, 1, 'another was first')
  answer('read')
  standby.tick()
  assert.equal(appends, 1, 'who has just taken over has not left')
  group(2, null)
  answer('read')
  standby.tick()
  assert.deepEqual([standby.place.index, appends], [entries.length, 1])
})

test('a standby takes nothing over from an owner that is silent and answers when it is asked, and takes over once it answers no more', () => {
  const clock = manualClock()
  const { bytes } = encodeEntry(BEFORE_ALL, { kind: 'begin', epoch: 1 }, Buffer.from('{}'), KEY)
  let isThere = true
  let takeOvers = 0
  const asked: number[] = []
  const log: Pick<LegLog, 'read' | 'health' | 'ask'> = {
    read: (from, done) => {
      if (from === 1) done([bytes])
    },
    health: () => ({ is: 'here', since: 0 }),
    ask: (_question, _withinMs, answered) => {
      asked.push(clock.monotonic())
      answered(isThere ? 'yes' : null)
    },
  }
  const standby = new Standby({
    log: log as LegLog,
    ledger: new Ledger(SHAPE),
    meta: metaOf(FRESH),
    mark: null,
    store: { recordsMax: PIECE, busy: false, commit: (_meta, done) => done(null) },
    place: BEFORE_ALL,
    key: KEY,
    name: 'b',
    clock,
    tookOver: () => {},
    writerAt: () => ({ begin: () => takeOvers++ }) as unknown as LegWriter,
    ended: () => assert.fail('it does not end'),
  })
  const pass = (ms: number) => {
    for (let passed = 0; passed < ms; passed += 50) {
      clock.advance(50)
      standby.tick()
    }
  }
  pass(60_000)
  assert.deepEqual([takeOvers, asked.length > 0], [0, true], 'it is silent, and there')
  isThere = false
  asked.length = 0
  pass(10_000)
  assert.deepEqual([takeOvers, asked.length], [1, 3], 'it was asked three times')
})
