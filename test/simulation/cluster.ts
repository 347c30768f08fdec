/**
 * A leg on several machines in virtual time: each with a process that owns or follows, a disk that crashes, one end of a log in
 * memory, and lanes to one hostile centre that keeps a true record.
 *
 * A machine that is suspended hears nothing until it wakes; then all of it at once. What it had written before is on its way.
 */
import assert from 'node:assert/strict'
import type { Random } from '../../src/base/random.ts'
import type { Disk, Done, LedgerFile } from '../../src/round/disk.ts'
import { BEFORE_ALL, decodeEntry, type LegPlace, placeOfMark } from '../../src/round/entries.ts'
import { groupOf } from '../../src/round/journal.ts'
import * as L from '../../src/round/ledger.ts'
import { createStore } from '../../src/round/ledger-files.ts'
import { recover } from '../../src/round/ledger-reader.ts'
import { LegWriter } from '../../src/round/leg-writer.ts'
import { settleAfterCrash } from '../../src/round/recovery.ts'
import { Sender, type SenderSettings } from '../../src/round/sender.ts'
import { type ReceiptsAsked, type Shape, shapeOf } from '../../src/round/shape.ts'
import { FRESH, metaOf, type Snapshot, snapshotOf } from '../../src/round/snapshot.ts'
import { ARE_YOU_THERE, markIn, Standby } from '../../src/round/standby.ts'
import { Store } from '../../src/round/store.ts'
import { PERMISSION_MS } from '../../src/round/syncing.ts'
import { SubmitTemplates } from '../../src/round/templates.ts'
import type { Connect, Wire } from '../../src/round/wire.ts'
import { segmentOctets } from '../../src/text/octets.ts'
import { split } from '../../src/text/split.ts'
import { ClusterLog, type ClusterLogEnd } from './cluster-log.ts'
import { CrashingDisk } from './crashing-disk.ts'
import { HostileCentre, type Temper } from './hostile-centre.ts'
import { Schedule } from './schedule.ts'

const FIRST_NUMBER = 912_000_000
const SUBMIT_SM = 4
const NOTHING = Buffer.alloc(0)
const KEY = Buffer.from('of all machines of the leg')

export interface ClusterPlan {
  readonly machines: number
  readonly subscribers: number
  readonly text: string
  readonly receipts: ReceiptsAsked
  readonly lanes: number
  readonly settings: SenderSettings
  readonly temper: Temper
}

/** What a take-over left in doubt, the most that it may, and how long after the fault it came. */
export interface TakeOver {
  readonly uncertain: number
  readonly bound: number
  readonly afterMs: number
}

/** How a machine's process came to its end by itself. */
export type End = { readonly is: string; readonly why?: string }

export class Cluster {
  readonly schedule = new Schedule()
  readonly random: Random
  readonly plan: ClusterPlan
  readonly log: ClusterLog
  readonly centre: HostileCentre
  readonly shape: Shape
  readonly templates: SubmitTemplates
  readonly machines: readonly Machine[]
  /** By the number of the machine: who owned the leg, one after the other. */
  readonly owners: number[] = []
  readonly takeOvers: TakeOver[] = []
  /** Nothing more may be written from then on. */
  silentFrom = Number.POSITIVE_INFINITY
  #ownerLostAt = 0

  constructor(plan: ClusterPlan, random: Random) {
    this.plan = plan
    this.random = random
    this.log = new ClusterLog(this.schedule, random)
    this.centre = new HostileCentre(this.schedule, random, plan.temper)
    const pieces = split(plan.text)
    const { subscribers, receipts } = plan
    this.shape = shapeOf({ subscribers, segments: pieces.segments, receipts })
    this.templates = new SubmitTemplates({
      segments: segmentOctets(pieces, 77),
      source: { addr: 'BOYTE', ton: 5, npi: 0 },
      trackedFrom: this.shape.trackedFrom,
      validityPeriod: '',
      callingCode: '84',
    })
    this.machines = Array.from({ length: plan.machines }, (_, number) => new Machine(this, number))
    for (const machine of this.machines) machine.start()
  }

  numberOf(rank: number): number {
    return FIRST_NUMBER + rank * 7
  }

  rankOf(number: number): number {
    const rank = (number - FIRST_NUMBER) / 7
    return Number.isInteger(rank) && rank >= 0 && rank < this.shape.subscribers ? rank : -1
  }

  get owner(): Machine | null {
    const last = this.owners.at(-1)
    return last === undefined ? null : this.machines[last]
  }

  /** Of a fault that the owner does not survive. */
  ownerLost(): void {
    this.#ownerLostAt = this.schedule.now
  }

  owns({ number }: Machine, uncertain: number): void {
    if (this.owners.length > 0) this.takeOvers.push(this.#takeOver(uncertain))
    this.owners.push(number)
  }

  /** In doubt may be what is in flight, and what the last group of the one before allowed beyond its walk. */
  #takeOver(uncertain: number): TakeOver {
    const { settings, lanes } = this.plan
    const last = this.log.entries.findLast(({ octets }) => decodeEntry(octets, KEY)?.kind === 'group')
    const group = last === undefined ? null : groupOf(decodeEntry(last.octets, KEY)?.payload ?? NOTHING)
    const { intent, walk, counters } = group === null ? FRESH : snapshotOf(group.meta)
    return {
      uncertain: uncertain - (counters[L.UNCERTAIN] ?? 0),
      bound: settings.window * lanes + intent - walk,
      afterMs: this.schedule.now - this.#ownerLostAt,
    }
  }

  /** The chain of the log: each entry follows the one before, and no epoch comes back. */
  checkLog(): void {
    let place: LegPlace = BEFORE_ALL
    for (const { octets } of this.log.entries) {
      const entry = decodeEntry(octets, KEY)
      assert.ok(entry !== null && entry.index === place.index + 1, 'one entry for each index')
      assert.ok(entry.epoch >= place.epoch, 'epochs rise')
      assert.ok(entry.previous.equals(place.code), `entry ${entry.index} follows`)
      const mark = { index: entry.index, epoch: entry.epoch, previous: place.code.toString('hex') }
      const next = placeOfMark(mark, octets, KEY)
      assert.ok(next !== null)
      place = next
    }
  }
}

export class Machine {
  readonly number: number
  readonly #cluster: Cluster
  disk: CrashingDisk
  end: End | null = null
  ledger: L.Ledger | null = null
  sender: Sender | null = null
  standby: Standby | null = null
  log: ClusterLogEnd | null = null
  #life = 0
  #isSuspended = false
  #isStopped = false
  #waiting: (() => void)[] = []
  #wires = new Set<Wire>()
  #isCutFromCentre = false
  #isCut = false
  /** Of the last group that was acknowledged to this process: who may be written. */
  #intent = 0
  /** Of which `#intent` was read. */
  #ackedOctets: Uint8Array | null = null

  constructor(cluster: Cluster, number: number) {
    this.#cluster = cluster
    this.number = number
    this.disk = new CrashingDisk(cluster.schedule, cluster.random)
    createStore(this.disk, cluster.shape, metaOf(FRESH))
  }

  get isRunning(): boolean {
    return this.sender !== null || this.standby !== null
  }

  get isOwner(): boolean {
    return this.sender !== null && this.end === null
  }

  /** Runs what comes from outside when this process can hear it. */
  #gate(): (act: () => void) => void {
    const life = this.#life
    return act => {
      if (life !== this.#life) return
      if (this.#isSuspended) this.#waiting.push(() => life === this.#life && act())
      else act()
    }
  }

  start(): void {
    const { schedule, log } = this.#cluster
    this.#life++
    this.end = null
    const recovered = recover(this.disk)
    const { ledger } = recovered
    this.ledger = ledger
    const store = new Store(gated(this.disk, this.#gate()), recovered)
    const end = log.end(this.#gate())
    if (this.#isCut) end.cut()
    this.log = end
    const mark = markIn(recovered.meta)
    const times = { key: KEY, now: () => schedule.now, acked: () => {} }
    if (mark === null && log.entries.length === 0) {
      const writer = new LegWriter(end, BEFORE_ALL, times)
      const settled = settleAfterCrash(recovered)
      writer.begin('begin', { by: this.number }, appended => {
        if (appended.is === 'acked') this.#own(settled, { wish: 'run', writer, store })
        else this.#follow({ recovered, store, place: BEFORE_ALL })
      })
      return
    }
    const octets = mark === null ? null : log.entries[mark.index - 1]?.octets
    assert.ok(octets !== undefined, 'no ledger knows an entry that the log does not')
    const place = mark === null || octets === null ? BEFORE_ALL : placeOfMark(mark, octets, KEY)
    assert.ok(place !== null, 'an entry stays what it was')
    this.#follow({ recovered, store, place })
  }

  #follow({ recovered, store, place }: { recovered: ReturnType<typeof recover>; store: Store; place: LegPlace }): void {
    const { schedule } = this.#cluster
    const life = this.#life
    const log = this.log
    assert.ok(log !== null)
    this.standby = new Standby({
      log,
      key: KEY,
      ledger: recovered.ledger,
      store,
      meta: recovered.meta,
      mark: markIn(recovered.meta),
      place,
      writerAt: at => new LegWriter(log, at, { key: KEY, now: () => schedule.now, acked: () => {} }),
      name: `machine ${this.number}`,
      clock: schedule.clock,
      tookOver: () => {},
      ended: (ending, writer) => {
        if (life !== this.#life) return
        this.standby = null
        if (ending.is === 'owner' && writer !== null)
          return this.#own(ending.snapshot, { wish: ending.wish, writer, store })
        this.end = ending
        log.close()
      },
    })
    this.#tick(this.standby)
  }

  #own(
    snapshot: Snapshot,
    { wish, writer, store }: { wish: 'run' | 'pause' | 'stop'; writer: LegWriter; store: Store },
  ): void {
    const cluster = this.#cluster
    const { plan, schedule, random } = cluster
    const { ledger, log } = this
    const life = this.#life
    assert.ok(ledger !== null && log !== null)
    store.writesTo(writer)
    log.answer((question, reply) => {
      if (question === ARE_YOU_THERE) reply('yes')
    })
    this.#intent = 0
    this.#ackedOctets = null
    cluster.owns(this, uncertainAt(ledger))
    const smsc = { host: 'centre', port: 2775, tls: false, systemId: 'loa', password: 'x' }
    const sender = new Sender({
      ledger,
      store,
      hasStandbys: true,
      snapshot,
      settings: plan.settings,
      smscs: Array(plan.lanes).fill(smsc),
      numberOf: rank => cluster.numberOf(rank),
      rankOf: number => cluster.rankOf(number),
      callingCode: '84',
      templates: cluster.templates,
      connect: this.#connect(),
      clock: schedule.clock,
      wall: () => 1_580_700_000_000 + schedule.now,
      random,
      report: () => {},
      ended: ending => {
        if (life !== this.#life) return
        this.end = ending
        this.sender = null
        log.close()
      },
    })
    this.sender = sender
    if (wish !== 'run') sender.wish(wish)
    if (this.#isStopped) sender.wish('stop')
    this.#tick(sender)
  }

  #tick(who: Sender | Standby): void {
    const { schedule } = this.#cluster
    const gate = this.#gate()
    const tick = () => {
      if (who.hasEnded) return
      const wait = who.tick()
      schedule.after(wait, () => gate(tick))
    }
    tick()
  }

  #connect(): Connect {
    const { centre, schedule } = this.#cluster
    const gate = this.#gate()
    return (smsc, events) => {
      if (this.#isCutFromCentre) {
        schedule.after(50, () => gate(() => events.closed('no way there')))
        return { write: () => {}, destroy: () => {}, pause: () => {}, resume: () => {} }
      }
      const wire = centre.connect(smsc, {
        ...events,
        opened: () => gate(() => events.opened()),
        data: (bytes, size) => {
          const copy = Buffer.from(bytes.subarray(0, size))
          gate(() => events.data(copy, copy.length))
        },
        closed: why => gate(() => events.closed(why)),
      })
      this.#wires.add(wire)
      return {
        ...wire,
        write: (bytes, done) => {
          this.#checkWrite(bytes)
          wire.write(bytes, () => gate(done))
        },
        destroy: () => {
          this.#wires.delete(wire)
          wire.destroy()
        },
      }
    }
  }

  /** No submit_sm without a group that was acknowledged to its writer, in its epoch, not long ago. */
  #checkWrite(bytes: Uint8Array): void {
    const { schedule, silentFrom } = this.#cluster
    const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
    for (let at = 0; at < view.length; at += view.readUInt32BE(at)) {
      if (view.readUInt32BE(at + 4) !== SUBMIT_SM) continue
      const acked = this.log?.acked ?? null
      assert.ok(acked !== null, 'written before any group was acknowledged')
      const age = schedule.now - acked.sentAt
      assert.ok(age <= PERMISSION_MS, `written ${age} ms after its permission was sent`)
      assert.ok(schedule.now <= silentFrom, `written ${schedule.now - silentFrom} ms too late`)
      if (acked.octets !== this.#ackedOctets) this.#readAcked(acked.octets)
      const sourceEnd = view.indexOf(0, at + 19)
      const address = view.toString('latin1', sourceEnd + 3, view.indexOf(0, sourceEnd + 3))
      const rank = this.#cluster.rankOf(Number(address.slice(2)))
      assert.ok(rank >= 0 && rank < this.#intent, `rank ${rank} is not below ${this.#intent}`)
    }
  }

  /** Once an entry, and not for each of the hundreds of messages that it allows. */
  #readAcked(octets: Uint8Array): void {
    const entry = decodeEntry(octets, KEY)
    assert.ok(entry !== null)
    const group = entry.kind === 'group' ? groupOf(entry.payload) : null
    if (group !== null) this.#intent = snapshotOf(group.meta).intent
    this.#ackedOctets = octets
  }

  // What happens to it.

  crash(how: 'kill' | 'power'): void {
    if (this.isOwner) this.#cluster.ownerLost()
    this.#life++
    for (const wire of this.#wires) wire.destroy()
    this.#wires.clear()
    this.log?.close()
    this.#isSuspended = false
    this.#waiting = []
    this.sender = null
    this.standby = null
    this.disk.crash(how)
  }

  /** It comes back with nothing, and reads all of it again. */
  loseDisk(): void {
    const { schedule, random, shape } = this.#cluster
    this.disk = new CrashingDisk(schedule, random)
    createStore(this.disk, shape, metaOf(FRESH))
  }

  suspend(): void {
    if (this.isOwner) this.#cluster.ownerLost()
    this.#isSuspended = true
  }

  wake(): void {
    this.#isSuspended = false
    const waiting = this.#waiting
    this.#waiting = []
    for (const act of waiting) act()
  }

  cut(): void {
    this.#isCut = true
    if (this.isOwner) this.#cluster.ownerLost()
    this.log?.cut()
  }

  heal(): void {
    this.#isCut = false
    this.log?.heal()
  }

  cutFromCentre(isCut: boolean): void {
    this.#isCutFromCentre = isCut
    if (!isCut) return
    for (const wire of this.#wires) wire.destroy()
    this.#wires.clear()
  }

  /** A stop is remembered, as by a node that has its order. */
  wish(wish: 'pause' | 'run' | 'stop' | 'interrupt'): void {
    if (wish === 'stop') this.#isStopped = true
    this.#gate()(() => {
      if (this.sender !== null) this.sender.wish(wish)
      else if (wish === 'interrupt') this.standby?.end()
    })
  }
}

function uncertainAt(ledger: L.Ledger): number {
  let count = 0
  for (const state of ledger.state) if ((state & L.OUTCOME) === L.UNCERTAIN) count++
  return count
}

function gated(disk: CrashingDisk, on: (act: () => void) => void): Disk {
  const later = (done: Done) => (error: Error | null) => on(() => done(error))
  return {
    size: file => disk.size(file),
    readNow: (file, into, position) => disk.readNow(file, into, position),
    writeNow: (file, bytes, position) => disk.writeNow(file, bytes, position),
    write: (file: LedgerFile, bytes, position, done) => disk.write(file, bytes, position, later(done)),
    sync: (file, done) => disk.sync(file, later(done)),
    close: () => {},
  }
}
