/** The ledger's files alone: what was synced comes back after any crash, and damage is named, never repaired by guess. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Failure } from '../../src/base/failure.ts'
import { type Random, seeded } from '../../src/base/random.ts'
import { LEDGER_FILES } from '../../src/round/disk.ts'
import { type Ledger, STORED } from '../../src/round/ledger.ts'
import { createStore } from '../../src/round/ledger-files.ts'
import { recover } from '../../src/round/ledger-reader.ts'
import { type ReceiptsAsked, shapeOf } from '../../src/round/shape.ts'
import { Store } from '../../src/round/store.ts'
import { howMany } from '../parts.ts'
import { CrashingDisk } from './crashing-disk.ts'
import { Schedule } from './schedule.ts'

const RUNS = howMany(8, 24)

interface Bench {
  readonly random: Random
  readonly schedule: Schedule
  readonly disk: CrashingDisk
}

function bench(seed: number, options: { subscribers: number; segments: number; receipts: ReceiptsAsked }): Bench {
  const random = seeded(seed)
  const schedule = new Schedule()
  const disk = new CrashingDisk(schedule, random)
  createStore(disk, shapeOf(options), { count: 0 })
  return { random, schedule, disk }
}

/** What of a ledger must be on disk. */
function contents(ledger: Ledger): Buffer {
  const state = ledger.state.map(octet => octet & STORED)
  // Each as long as the ledger's shape says.
  return Buffer.concat(
    [state, ledger.accepted, ledger.receipts, ledger.ids].map(
      ({ buffer, byteOffset, byteLength }) => new Uint8Array(buffer, byteOffset, byteLength),
    ),
  )
}

function change(ledger: Ledger, random: Random, entries: number): void {
  const from = random.below(ledger.shape.subscribers)
  for (let i = 0; i < entries; i++) {
    const rank = (from + (random.chance(90) ? i : random.below(1000))) % ledger.shape.subscribers
    ledger.state[rank] = (ledger.state[rank] & ~STORED) | random.below(32)
    ledger.accepted[rank * ledger.shape.bitmap] = random.below(256)
    if (ledger.shape.tracked > 0) ledger.receipts[rank * ledger.shape.tracked] = random.below(7)
    ledger.ids[rank * ledger.shape.ids] = random.below(2 ** 32)
    ledger.markDirty(rank)
  }
}

/** Commits again and again; crashes in the middle of one; what comes back is the last synced group, or the next. */
function crashRun(seed: number): void {
  const segments = [1, 11, 20][seed % 3]
  const receipts = (['last', 'all', 'none'] as const)[(seed >> 2) % 3]
  const { random, schedule, disk } = bench(seed, { subscribers: 9000, segments, receipts })
  let count = 0
  for (let life = 0; life < 4; life++) {
    const recovered = recover(disk)
    const { ledger } = recovered
    const store = new Store(disk, recovered)
    let synced = contents(ledger)
    let next = synced
    for (let group = random.below(90); group >= 0; group--) {
      change(ledger, random, random.below(4000))
      next = contents(ledger)
      // More than one group holds: the rest stays changed, and goes with the next.
      while (ledger.dirtyCount > 0) {
        let isDone = false
        store.commit({ count: ++count }, error => {
          assert.equal(error, null)
          isDone = true
        })
        const isLastOfLife = group === 0 && random.chance(60)
        if (isLastOfLife) {
          for (let steps = random.below(12); steps > 0 && !isDone; steps--) schedule.step()
          break
        }
        while (!isDone) assert.ok(schedule.step(), 'a commit ends')
      }
      if (ledger.dirtyCount === 0 && group > 0) synced = next
    }
    disk.crash(random.chance(50) ? 'kill' : 'power')
    const after = contents(recover(disk).ledger)
    if (ledger.shape.entry < 40)
      assert.ok(after.equals(synced) || after.equals(next), 'neither the last group nor the next')
    assert.ok(contents(recover(disk).ledger).equals(after), 'recovering changes nothing')
  }
}

test('the last synced group comes back, whatever instant the machine stops', () => {
  const seeds = process.env.SEED ? [Number(process.env.SEED)] : Array.from({ length: RUNS }, (_, i) => i)
  for (const seed of seeds) {
    try {
      crashRun(seed)
    } catch (error) {
      throw new Error(`SEED=${seed}: ${(error as Error).message}`, { cause: error })
    }
  }
})

/** A ledger with folded blocks, two journals in use and a last group. */
function worn(seed: number): { disk: CrashingDisk; ledger: Ledger } {
  const { random, schedule, disk } = bench(seed, { subscribers: 9000, segments: 1, receipts: 'last' })
  const recovered = recover(disk)
  const store = new Store(disk, recovered)
  for (let group = 1; group <= 60; group++) {
    change(recovered.ledger, random, 3000)
    let isDone = false
    store.commit({ count: group }, () => {
      isDone = true
    })
    while (!isDone) schedule.step()
  }
  while (schedule.step());
  return { disk, ledger: recovered.ledger }
}

test('a flipped bit is found and its file is named, or it lies where nothing is read', () => {
  const { disk, ledger } = worn(7)
  const sound = contents(ledger)
  const random = seeded(11)
  const named = new Map<string, number>()
  const before = disk.copy()
  for (let i = 0; i < 400; i++) {
    const file = LEDGER_FILES[i % 4]
    const at = i % 8 < 4 ? random.below(disk.size(file)) : random.below(Math.min(9000, disk.size(file)))
    const bit = random.below(8)
    disk.flip(file, at, bit)
    try {
      assert.ok(contents(recover(disk).ledger).equals(sound), `${file} at ${at}: it came back as something else`)
    } catch (error) {
      assert.ok(error instanceof Failure, `${file} at ${at}: ${error}`)
      assert.ok(['ledgerDamaged', 'ledgerVersion'].includes(error.code), error.code)
      if (error.code === 'ledgerDamaged') assert.equal(error.details.file, file)
      named.set(file, (named.get(file) ?? 0) + 1)
    }
    disk.flip(file, at, bit)
    for (const [name, bytes] of before) assert.ok(disk.holds(name, bytes), 'nothing is written')
  }
  // One of the two journals is in the blocks already and not read any more.
  const journals = (named.get('journal.0') ?? 0) + (named.get('journal.1') ?? 0)
  assert.ok((named.get('ledger') ?? 0) > 20 && journals > 20, JSON.stringify([...named]))
})

for (const file of LEDGER_FILES)
  test(`a ledger whose ${file} was cut short says so`, () => {
    const { disk } = worn(3)
    for (const size of [0, 1, 4095, disk.size(file) - 1]) {
      const whole = disk.copy().get(file)!
      disk.cutShort(file, size)
      assert.throws(
        () => recover(disk),
        (error: unknown) => error instanceof Failure && error.code === 'ledgerCutShort' && error.details.file === file,
        `${size} octets`,
      )
      disk.cutShort(file, 0)
      disk.writeNow(file, whole, 0)
    }
  })
