/**
 * A centre that gives a lane only so many receipts before they are answered, in virtual time: they are synced and
 * answered as soon as it has fallen silent, not once per sync interval.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { seeded } from '../../src/base/random.ts'
import { DELIVERED, type Ledger } from '../../src/round/ledger.ts'
import { createStore } from '../../src/round/ledger-files.ts'
import { recover } from '../../src/round/ledger-reader.ts'
import { settleAfterCrash } from '../../src/round/recovery.ts'
import type { Ending } from '../../src/round/round-stage.ts'
import { Sender } from '../../src/round/sender.ts'
import { shapeOf } from '../../src/round/shape.ts'
import { FRESH, metaOf } from '../../src/round/snapshot.ts'
import { Store } from '../../src/round/store.ts'
import { SubmitTemplates } from '../../src/round/templates.ts'
import type { Connect, WireEvents } from '../../src/round/wire.ts'
import { segmentOctets } from '../../src/text/octets.ts'
import { split } from '../../src/text/split.ts'
import { CrashingDisk } from './crashing-disk.ts'
import { Schedule } from './schedule.ts'

const SUBSCRIBERS = 400
const SYNC_INTERVAL_MS = 500
const FIRST_NUMBER = 912_000_000

/** Takes everything on at once; its receipts wait until those before them are answered. */
class WaitingCentre {
  readonly #schedule: Schedule
  readonly #deliverWindow: number
  #events: WireEvents | null = null
  #pending = Buffer.alloc(0)
  readonly #receipts: Buffer[] = []
  #sequence = 0
  #open = 0
  /** Receipts that were answered with ESME_ROK. */
  told = 0
  /** The instants of the first and the last of them. */
  firstToldAt = 0
  lastToldAt = 0

  constructor(schedule: Schedule, deliverWindow: number) {
    this.#schedule = schedule
    this.#deliverWindow = deliverWindow
  }

  get connect(): Connect {
    return (_smsc, events) => {
      this.#events = events
      this.#schedule.after(1, () => events.opened())
      return {
        write: (bytes, done) => {
          const copy = Buffer.from(bytes)
          this.#schedule.after(1, () => {
            this.#arrived(copy)
            done()
          })
        },
        destroy: () => this.#schedule.after(0, () => events.closed('destroyed')),
        pause: () => {},
        resume: () => {},
      }
    }
  }

  #arrived(bytes: Buffer): void {
    this.#pending = Buffer.concat([this.#pending, bytes])
    while (this.#pending.length >= 16) {
      const size = this.#pending.readUInt32BE(0)
      if (this.#pending.length < size) return
      this.#pdu(this.#pending.subarray(0, size))
      this.#pending = this.#pending.subarray(size)
    }
  }

  #pdu(pdu: Buffer): void {
    const command = pdu.readUInt32BE(4)
    const sequence = pdu.readUInt32BE(12)
    if (command === DELIVER_SM_RESP) return this.#answered(pdu.readUInt32BE(8))
    if (command !== SUBMIT_SM) return this.#send(command | RESPONSE, sequence, 'centre\0')
    const sourceEnd = pdu.indexOf(0, 19)
    const number = pdu.toString('latin1', sourceEnd + 3, pdu.indexOf(0, sourceEnd + 3))
    const text = `id:M${sequence} sub:001 dlvrd:001 stat:DELIVRD err:000 text:`
    const head = Buffer.from(`\0\x01\x01${number}\0\x05\0BOYTE\0\x04`, 'latin1')
    const rest = Buffer.from([0, 0, 0, 0, 0, 0, 0, 0, text.length])
    this.#receipts.push(Buffer.concat([head, rest, Buffer.from(text)]))
    this.#send(command | RESPONSE, sequence, `M${sequence}\0`)
    this.#deliver()
  }

  #answered(status: number): void {
    assert.equal(status, 0)
    this.#open--
    if (this.told++ === 0) this.firstToldAt = this.#schedule.now
    this.lastToldAt = this.#schedule.now
    this.#deliver()
  }

  #deliver(): void {
    while (this.#open < this.#deliverWindow) {
      const receipt = this.#receipts.shift()
      if (receipt === undefined) return
      this.#open++
      this.#send(DELIVER_SM, ++this.#sequence, receipt)
    }
  }

  #send(command: number, sequence: number, body: string | Buffer): void {
    const octets = typeof body === 'string' ? Buffer.from(body, 'latin1') : body
    const head = Buffer.alloc(16)
    head.writeUInt32BE(16 + octets.length, 0)
    head.writeUInt32BE(command >>> 0, 4)
    head.writeUInt32BE(sequence, 12)
    const pdu = Buffer.concat([head, octets])
    this.#schedule.after(1, () => this.#events?.data(pdu, pdu.length))
  }
}

const SUBMIT_SM = 4
const DELIVER_SM = 5
const DELIVER_SM_RESP = 0x80000005
const RESPONSE = 0x80000000

/** Runs a round to its end against such a centre. */
function run(deliverWindow: number): { centre: WaitingCentre; ledger: Ledger } {
  const schedule = new Schedule()
  const random = seeded(1)
  const disk = new CrashingDisk(schedule, random)
  const centre = new WaitingCentre(schedule, deliverWindow)
  const shape = shapeOf({ subscribers: SUBSCRIBERS, segments: 1, receipts: 'last' })
  createStore(disk, shape, metaOf(FRESH))
  const recovered = recover(disk)
  let ending: Ending | null = null
  const sender = new Sender({
    ledger: recovered.ledger,
    store: new Store(disk, recovered),
    snapshot: settleAfterCrash(recovered),
    settings: {
      window: SUBSCRIBERS,
      tps: 0,
      responseTimeoutMs: 10_000,
      enquireLinkMs: 10_000,
      receiptWaitMs: 60_000,
      retryForMs: 60_000,
      uncertain: 'hold',
      uncertainWaitMs: 0,
      syncIntervalMs: SYNC_INTERVAL_MS,
      sending: { notBefore: null, notAfter: null, daily: null },
      canary: 0,
    },
    smscs: [{ host: 'centre', port: 2775, tls: false, systemId: 'loa', password: 'x' }],
    numberOf: rank => FIRST_NUMBER + rank,
    rankOf: number => number - FIRST_NUMBER,
    callingCode: '84',
    templates: new SubmitTemplates({
      segments: segmentOctets(split('Rửa tay'), 77),
      source: { addr: 'BOYTE', ton: 5, npi: 0 },
      trackedFrom: shape.trackedFrom,
      validityPeriod: '',
      callingCode: '84',
    }),
    connect: centre.connect,
    clock: schedule.clock,
    wall: () => 1_580_700_000_000 + schedule.now,
    random,
    report: () => {},
    ended: how => {
      ending = how
    },
  })
  const tick = () => {
    const wait = sender.tick()
    if (!sender.hasEnded) schedule.after(wait, tick)
  }
  tick()
  while (ending === null && schedule.step());
  assert.deepEqual(ending, { is: 'finished' })
  return { centre, ledger: recovered.ledger }
}

/** To fall silent, to be synced, and on the wire there and back. */
const BATCH_MS = 50

for (const deliverWindow of [1, 10, 64])
  test(`a centre that waits for the answers to ${deliverWindow} receipts does not wait for the interval`, () => {
    const { centre, ledger } = run(deliverWindow)
    assert.equal(centre.told, SUBSCRIBERS)
    assert.equal(ledger.counters[DELIVERED], SUBSCRIBERS)
    const batches = Math.ceil(SUBSCRIBERS / deliverWindow)
    const took = centre.lastToldAt - centre.firstToldAt
    // What waited for the interval while nobody knew yet that the centre waits, and its last receipts.
    const most = BATCH_MS * batches + 2 * SYNC_INTERVAL_MS
    assert.ok(took < most, `${batches} times ${deliverWindow} receipts took ${took} ms`)
  })
