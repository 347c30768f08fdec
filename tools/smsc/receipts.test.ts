import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Account, type Receiver } from './accounts.ts'
import { takeOutgoing } from './outgoing.ts'
import { SUBMIT_SM } from './protocol.ts'
import { rawSubmit } from './raw.ts'
import { attemptsOf, ReceiptWindow, Templates, UNDELIVERABLE } from './receipts.ts'
import { DueRing } from './ring.ts'
import { readSubmit } from './submit.ts'

test('a receipt has the minute of its submit and the minute of its own', () => {
  const templates = new Templates('text', 90_000)
  const submit = readSubmit(rawSubmit(1), SUBMIT_SM)
  assert.ok(typeof submit !== 'string')
  const template = templates.find(submit, false)
  const out = takeOutgoing()
  for (const [wall, dates] of [
    ['2020-02-03T00:01:30Z', 'submit date:2002022359 done date:2002030001'],
    ['2020-02-03T00:01:59Z', 'submit date:2002022359 done date:2002030001'],
    ['2020-02-03T00:02:00Z', 'submit date:2002030000 done date:2002030002'],
  ]) {
    templates.wallMs = Date.parse(wall)
    const size = templates.write(out, 0, 1, template, 1)
    assert.match(Buffer.from(out.bytes.subarray(0, size)).toString('latin1'), new RegExp(dates))
  }
})

test('sequence numbers go from 0x7FFFFFFF to 1, and are found on both sides of it', () => {
  const window = new ReceiptWindow(8, 0x7ffffffe)
  const sequences = [10, 20, 30, 40].map(number => window.add(number, number, number))
  assert.deepEqual(sequences, [0x7ffffffe, 0x7fffffff, 1, 2])
  for (const [i, sequence] of sequences.entries()) assert.equal(window.kind(sequence), (i + 1) * 10)
  assert.equal(window.kind(9), -1, 'in the place of 1, but not it')
  assert.equal(window.kind(0), -1)
  assert.deepEqual(
    [...window.sequences()].sort((a, b) => a - b),
    [1, 2, 0x7ffffffe, 0x7fffffff],
  )
})

test('a receipt that goes back keeps what it says and counts its attempts', () => {
  const window = new ReceiptWindow(8)
  const ring = new DueRing(1024)
  let kind = 5 | UNDELIVERABLE
  for (let attempt = 1; attempt <= 100; attempt += 1) {
    assert.ok(window.moveTo(ring, window.add(912_345_678, kind, 77), 0))
    ring.shift()
    kind = ring.b
    assert.deepEqual([ring.a, ring.c, attemptsOf(kind)], [912_345_678, 77, attempt])
    assert.equal(kind & 0x1ffff, 5 | UNDELIVERABLE)
  }
  assert.equal(window.size, 0)
})

class Pretended implements Receiver {
  got: number[] = []
  flushed = 0
  room: number
  constructor(room: number) {
    this.room = room
  }
  deliver(ring: DueRing, most: number): number {
    let sent = 0
    for (; sent < most && sent < this.room && ring.due <= 0; sent += 1) {
      ring.shift()
      this.got.push(ring.a)
    }
    this.room -= sent
    return sent
  }
  flush(): void {
    this.flushed += 1
  }
}

test('receivers take turns, and one that is full or gone holds up no other', () => {
  const account = new Account('a')
  const [full, first, second, gone] = [0, 5000, 1e6, 1e6].map(room => new Pretended(room))
  for (const each of [full, first, second, gone]) account.add(each)
  account.remove(gone)
  for (let i = 0; i < 20_000; i += 1) account.fresh.push(i, 0, 0, 0)
  account.again.push(-1, 0, 0, 0)
  account.fresh.push(7, 0, 0, 50)
  assert.equal(account.pump(0), 50)
  assert.deepEqual([full.got.length, first.got.length, gone.got.length], [0, 5000, 0])
  assert.equal(second.got.length, 15_001)
  assert.deepEqual([second.flushed, gone.flushed], [1, 0])
  assert.equal(account.waiting, 1)
})

test('what is due while nobody can take it is not waited for by the clock', () => {
  const account = new Account('a')
  account.fresh.push(1, 0, 0, 0)
  assert.equal(account.pump(0), Number.POSITIVE_INFINITY)
})
