/**
 * Bad days of a node that broadcasts: a disk that is full, cells that come and go without end, ten thousand broadcasts in its journal.
 * In virtual time, with no server and no controllers.
 */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { type TestContext, test } from 'node:test'
import { manualClock } from '../base/clock.ts'
import type { BroadcastWish } from '../directive/broadcast.ts'
import { makeKey, sha256Of, signerOf } from '../directive/signing.ts'
import { broadcastContent, withCode } from './broadcast-content.test.ts'
import { BroadcastTaker } from './broadcast-taker.ts'
import { placeOf } from './cell-area.ts'
import { CellTable } from './cell-table.ts'
import { FakeAir } from './fake-air.test.ts'
import { type BroadcastEntry, HeldBroadcasts } from './held-broadcasts.ts'
import { contentApprovedBy, holding, PEOPLE, rosterOf, USUAL } from './people.test.ts'
import { OPERATOR } from './stub-authority.test.ts'
import { Untrusted } from './untrusted.ts'

const DAY_MS = 24 * 3_600_000
const CELL = '452-04-100-1'
const CELLS = new CellTable(
  [{ name: CELL, province: '01', bsc: null, place: placeOf({ latitude: 21, longitude: 105.8 }) }],
  '2020-02-03',
)

/** A taker whose journal is a list, and a disk that takes it or not. */
async function set(t: TestContext) {
  const clock = manualClock({ wall: Date.parse('2026-02-03T00:00:00Z') })
  const [signer, authority] = await Promise.all([makeKey().then(signerOf), makeKey().then(signerOf)])
  const kept: BroadcastEntry[] = []
  const air = new FakeAir()
  const disk = { isFull: false }
  const errors: string[] = []
  const log = { info: () => {}, warn: () => {}, error: (event: string) => void errors.push(event) }
  const opened = () => {
    const taker = new BroadcastTaker({
      journal: {
        append: async entry => {
          if (disk.isFull) throw new Error('no space')
          kept.push(entry as BroadcastEntry)
        },
      },
      entries: [...kept],
      cells: CELLS,
      air,
      log,
      clock,
      link: { authorityKey: authority.publicKey, operator: OPERATOR, signer },
      untrusted: new Untrusted(log),
      rosters: holding(rosterOf(PEOPLE), clock),
      heads: { see: () => {} },
      bring: () => {},
      hasOtherSerial: () => false,
    })
    t.after(async () => await taker.close())
    return taker
  }
  const at = () => new Date(clock.wall()).toISOString()
  const issued = async (serial: number, days = 1, fromMs: number | null = null) => {
    const until = new Date(clock.wall() + days * DAY_MS).toISOString()
    const made = broadcastContent({ until }, { nowMs: clock.wall() })
    const from = fromMs === null ? null : new Date(clock.wall() + fromMs).toISOString()
    const content = withCode({ ...made, window: { from, until } }, serial)
    const directive = randomUUID()
    const body = await authority.sign('broadcastDirective', {
      directive,
      serial,
      operator: OPERATOR,
      content,
      scope: 'plmn',
      code: serial,
      update: 0,
      issuedAt: at(),
      expiresAt: until,
      approval: await contentApprovedBy(USUAL, content, at()),
    })
    return async (wish: BroadcastWish, sequence: number, ordered = at()) => ({
      directive: body,
      order: await authority.sign('broadcastOrder', { directive, operator: OPERATOR, sequence, wish, at: ordered }),
    })
  }
  return { clock, kept, air, disk, errors, opened, issued }
}

test('a disk that is full keeps nothing on the air: a stop and a correction are obeyed at once, each of them, and kept when there is room', async t => {
  const { air, disk, errors, kept, opened, issued, clock } = await set(t)
  const taker = opened()
  const [one, two] = [await issued(1), await issued(2)]
  taker.take([await one('run', 1), await two('run', 1)])
  await taker.settled()
  assert.deepEqual(air.asked, ['put 4377:1 u0', 'put 4377:2 u0'])
  disk.isFull = true
  const items = [await one('stop', 2), await two('replace', 2)]
  taker.take(items)
  await taker.settled()
  assert.deepEqual(air.asked.slice(2), ['kill 4377:1', 'replace 4377:2 u1'])
  assert.equal(errors.length, 1)
  // It stays so while the disk is full, and a later order counts.
  clock.advance(60_000)
  taker.take([items[0], await two('stop', 3)])
  await taker.settled()
  assert.deepEqual(air.asked.slice(4), ['kill 4377:2'])
  assert.ok(!kept.some(({ is }) => is === 'broadcast-withdrawn'))
  disk.isFull = false
  taker.take([items[0], await two('stop', 3)])
  await taker.settled()
  assert.equal(kept.filter(({ is }) => is === 'broadcast-withdrawn').length, 2)
  assert.equal(air.now.size, 0)
})

test('a disk that is full keeps no other broadcast on the air whose time is over', async t => {
  const { air, disk, opened, issued, clock } = await set(t)
  const taker = opened()
  taker.take([await (await issued(1, 3))('run', 1), await (await issued(2))('run', 1)])
  await taker.settled()
  disk.isFull = true
  clock.advance(2 * DAY_MS)
  // What is told of the first cannot be kept.
  air.say({ identifier: 4377, code: 1 }, { cells: new Map([[CELL, 'onAir']]) })
  taker.take([])
  await taker.settled()
  assert.deepEqual(air.asked.slice(2), ['kill 4377:2'])
})

test('a cell that comes and goes for half a day leaves some hundreds of counts in the journal and not one every five seconds, and each first one is told at once', async t => {
  const { air, kept, opened, issued, clock } = await set(t)
  const taker = opened()
  taker.take([await (await issued(1, 4))('run', 1)])
  await taker.settled()
  const counts = () => kept.filter(({ is }) => is === 'broadcast-counted').length
  const flap = async (seconds: number) => {
    for (let at = 0; at < seconds; at += 60) {
      clock.advance(60_000)
      const state = at % 120 === 0 ? 'onAir' : 'failed'
      air.say({ identifier: 4377, code: 1 }, { cells: new Map([[CELL, state]]) })
      taker.take([])
      await taker.settled()
    }
  }
  await flap(600)
  assert.equal(counts(), 11, 'as soon as it is known')
  await flap(12 * 3600)
  assert.ok(counts() < 400, `${counts()} counts`)
})

test('nothing is on the air before the time that two people signed, also after a crash; what was taken back until then never is', async t => {
  const { clock, air, opened, issued } = await set(t)
  const items = await issued(1, 2, DAY_MS)
  let taker = opened()
  const comes = async (wish: BroadcastWish, sequence: number) => {
    taker.take([await items(wish, sequence)])
    await taker.settled()
  }
  await comes('run', 1)
  clock.advance(DAY_MS - 1)
  await comes('run', 1)
  assert.deepEqual(air.asked, [])
  await taker.close()
  taker = opened()
  await comes('run', 1)
  assert.deepEqual(air.asked, [], 'nor by the next process')
  clock.advance(1)
  await comes('run', 1)
  assert.deepEqual(air.asked, ['put 4377:1 u0'])

  const other = await set(t)
  const corrected = await other.issued(1, 2, DAY_MS)
  const early = other.opened()
  for (const wish of ['run', 'replace'] as const) {
    early.take([await corrected(wish, wish === 'run' ? 1 : 2)])
    await early.settled()
  }
  other.clock.advance(DAY_MS)
  early.take([await corrected('replace', 3)])
  await early.settled()
  const aired = other.air.asked.filter(each => !each.startsWith('kill'))
  assert.deepEqual(aired, [], 'nobody had heard what is corrected')
})

test('a correction is ordered once: the same again, or when the message was over an hour ago, has nothing on the air', async t => {
  const { clock, air, opened, issued } = await set(t)
  const items = await issued(1)
  const taker = opened()
  const comes = async (wish: BroadcastWish, sequence: number) => {
    taker.take([await items(wish, sequence)])
    await taker.settled()
  }
  await comes('run', 1)
  clock.advance(DAY_MS - 1)
  await comes('replace', 2)
  clock.advance(1_800_000)
  await comes('replace', 3)
  clock.advance(1_800_000)
  await comes('replace', 4)
  assert.deepEqual(air.asked, ['put 4377:1 u0', 'replace 4377:1 u1', 'kill 4377:1'])
  for (const [at, wish] of (['stop', 'replace'] as const).entries()) await comes(wish, 5 + at)
  clock.advance(150 * DAY_MS)
  await comes('replace', 7)
  assert.deepEqual(air.asked.slice(3), [])
})

test('a correction whose order is dated far ahead is on the air for an hour longer than the message at most, and not until that day', async t => {
  const { air, opened, issued, clock } = await set(t)
  const taker = opened()
  const one = await issued(1)
  taker.take([await one('run', 1)])
  await taker.settled()
  clock.advance(DAY_MS - 1)
  taker.take([await one('replace', 2, '2099-01-01T00:00:00Z')])
  await taker.settled()
  assert.equal(air.asked.at(-1), 'replace 4377:1 u1')
  clock.advance(3_600_000)
  taker.take([])
  await taker.settled()
  assert.equal(air.asked.at(-1), 'kill 4377:1')
})

test('ten thousand broadcasts with a count each are read from a journal without a look at all of them for each', {
  timeout: 30_000,
}, async () => {
  const held = new HeldBroadcasts()
  const [content, at, padding] = [broadcastContent(), '2026-02-03T00:00:00Z', '.'.repeat(1000)]
  const none = { known: 1, onAir: 0, failed: 0, unknown: 1 }
  for (let serial = 1; serial <= 10_000; serial++) {
    const sha256 = String(serial).padStart(64, '0')
    const named = { directive: `${serial}`, serial, sha256 }
    const terms = { scope: 'plmn', code: 1, update: 0, issuedAt: at, expiresAt: at } as const
    const body = { directive: `${serial}`, serial, operator: OPERATOR, content, ...terms }
    held.add({ is: 'broadcast-held', at, ...named, acknowledgement: '', body, jws: '' })
    const jws = `${serial}${padding}`
    const count = {
      says: 'message' as const,
      cells: none,
      provinces: [],
      broadcasts: null,
      leaving: 0,
      asOf: at,
      isFinal: false,
    }
    held.add({ is: 'broadcast-counted', sha256, count, jws })
    held.add({ is: 'broadcast-count-taken', sha256: sha256Of(jws) })
    // So that the time limit of this test can end it.
    if (serial % 500 === 0) await new Promise(setImmediate)
  }
  const all = held.records.all()
  assert.equal(all.filter(({ counts }) => counts.message?.isTaken).length, 10_000)
})
