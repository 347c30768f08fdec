/**
 * Many broadcasts at one BSC, in virtual time and without sockets: which may come in any language, in any cells and at any instant, at a
 * BSC as bad as they come, over connections that break and kills of our own process.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type Random, seeded } from '../base/random.ts'
import { type CellGlobalId, cellName } from '../cbs/cells.ts'
import { CAUSES } from '../cbs/elements.ts'
import { CALM, HostileBsc } from '../cbs/hostile-bsc.test.ts'
import { KnownCells } from '../cbs/known-cells.ts'
import type { Message } from '../cbs/messages.ts'
import { pagesOf } from '../cbs/pages.ts'
import { serialNumber } from '../cbs/serial.ts'
import { SharedBsc } from './shared-bsc.ts'

const LATENCY_MS = 20
/** Long enough for everything that waits: answers, retries, connections. */
const CALM_MS = 150_000
const UNTIL_MS = 3_600_000

const CELLS = [1, 2, 3].map((ci): CellGlobalId => ({ by: 'cgi', mcc: '452', mnc: '04', lac: 100, ci }))
const [A, B, C] = CELLS

interface Place {
  readonly identifier: number
  readonly code: number
  readonly cells: readonly CellGlobalId[] | null
}

/** Vietnamese, English and Khmer, each somewhere else; and another bulletin under the first identifier. */
const PLACES: readonly Place[] = [
  { identifier: 4371, code: 1, cells: [A, B] },
  { identifier: 4384, code: 1, cells: [B, C] },
  { identifier: 50, code: 1, cells: null },
  { identifier: 4371, code: 2, cells: [C] },
]

interface ExpectedBroadcast {
  readonly serials: readonly number[]
  readonly isWanted: boolean
}

class Line {
  now = 0
  readonly bsc: HostileBsc
  readonly #random: Random
  /** What should be on the air, and all that ever was. */
  readonly #standings = new Map<Place, ExpectedBroadcast>()
  /** Where the column of another table has moved them to. */
  readonly #moved = new Map<Place, readonly CellGlobalId[]>()
  /** Asked for before the last kill. */
  #earlier: ReadonlySet<Place> = new Set()
  #shared: SharedBsc
  #isUp = false
  readonly #toBsc: { readonly at: number; readonly message: Message }[] = []
  readonly #toUs: { readonly at: number; readonly message: Message }[] = []
  /** Of requests that are not answered, the most at once. */
  mostAsked = 0
  #asked = 0
  /** All requests, the last last. */
  readonly asked: Message[] = []
  /** Of this identifier the BSC answers nothing, and hears nothing. */
  deaf: number | null = null

  constructor(seed: number) {
    this.#random = seeded(seed)
    this.bsc = new HostileBsc(CELLS, this.#random)
    this.#shared = this.#open()
  }

  #open(): SharedBsc {
    const shared = new SharedBsc({
      name: 'bsc',
      calls: true,
      period: 'twelve-bits',
      keepAliveMs: 30_000,
      random: this.#random,
    })
    this.#cut()
    return shared
  }

  #cut(): void {
    this.#isUp = false
    this.#asked = 0
    this.#toBsc.length = 0
    this.#toUs.length = 0
  }

  /** As new, or the next version. */
  put(place: Place): void {
    const before = this.#standings.get(place)?.serials ?? []
    const { code } = place
    const serial = serialNumber({ scope: 'plmn', code, update: before.length % 16 })
    const serials = [...before.filter(one => one !== serial), serial]
    this.#standings.set(place, { serials, isWanted: true })
    this.#want(place)
  }

  takeOff(place: Place): void {
    const before = this.#standings.get(place)
    if (before === undefined) return
    this.#standings.set(place, { ...before, isWanted: false })
    this.#want(place)
  }

  drop(): void {
    if (!this.#isUp) return
    this.#cut()
    this.#shared.lost(this.now)
  }

  restart(lies: boolean): void {
    const said = this.bsc.restart({ lies })
    this.#toBsc.length = 0
    this.#toUs.length = 0
    for (const message of said) this.#tell(message)
  }

  /** kill -9: whoever keeps what should be on the air asks for it again. */
  kill(): void {
    this.#shared = this.#open()
    this.#earlier = new Set(this.#standings.keys())
    for (const place of this.#standings.keys()) this.#want(place)
  }

  /** kill -9, and a table that gives this BSC other cells of a broadcast. */
  move(place: Place, to: readonly CellGlobalId[]): void {
    this.#moved.set(place, to)
    this.kill()
  }

  #cellsOf(place: Place): Place['cells'] {
    return this.#moved.get(place) ?? place.cells
  }

  #want(place: Place): void {
    const standing = this.#standings.get(place)
    assert.ok(standing !== undefined)
    const { identifier } = place
    const cells = this.#cellsOf(place)
    const isEarlier = this.#earlier.has(place)
    const { serials, isWanted } = standing
    const serial = serials[serials.length - 1]
    const past = isWanted ? serials.slice(0, -1) : serials
    const { dcs, pages } = pagesOf(textOf(place, serial))
    const version = {
      id: identifier,
      serial,
      dcs,
      slots: 15,
      untilMs: UNTIL_MS,
      emergency: false,
      pages: pages.map(({ octets, used }) => ({ octets: Buffer.from(octets), used })),
    }
    const only = cells && new KnownCells(cells)
    const of = { identifier, only, past, isEarlier, now: this.now }
    this.#shared.want(keyOf(place), isWanted ? version : null, of)
  }

  /** Of its cells, as this process knows it. */
  known(place: Place): readonly string[] {
    const broadcast = this.#shared.broadcast(keyOf(place))
    assert.ok(broadcast !== null)
    const [standing] = broadcast.standings
    return Array.from({ length: broadcast.known.size }, (_, number) => standing.state(number)?.is ?? 'unknown')
  }

  isClean(place: Place): boolean {
    return this.#shared.broadcast(keyOf(place))?.isClean ?? true
  }

  run(until: number): void {
    for (let steps = 0; ; steps++) {
      assert.ok(steps < 100_000, 'it never rests')
      this.#shared.tick(this.now)
      if (this.#carry()) continue
      const next = Math.min(
        this.#shared.nextAt(this.now) ?? Number.POSITIVE_INFINITY,
        ...[this.#toBsc[0], this.#toUs[0]].flatMap(first => first?.at ?? []),
      )
      if (next > until) break
      this.now = Math.max(this.now + 1, next)
    }
    this.now = until
  }

  #carry(): boolean {
    let hasActed = false
    for (const step of this.#shared.take()) {
      hasActed = true
      if (step.is === 'send') {
        this.#toBsc.push({ at: this.now + LATENCY_MS, message: step.message })
        if (step.message.message.startsWith('KEEP-ALIVE')) continue
        this.asked.push(step.message)
        this.#asked += 1
        this.mostAsked = Math.max(this.mostAsked, this.#asked)
      } else if (step.is === 'close') this.#cut()
      else {
        this.#isUp = true
        this.#shared.opened(this.now)
      }
    }
    while ((this.#toBsc[0]?.at ?? Number.POSITIVE_INFINITY) <= this.now) {
      hasActed = true
      const arrived = this.#toBsc.shift()
      if (arrived === undefined) break
      const { message: request } = arrived
      if ('messageIdentifier' in request && request.messageIdentifier === this.deaf) continue
      for (const message of this.bsc.heard(request)) this.#tell(message)
    }
    while ((this.#toUs[0]?.at ?? Number.POSITIVE_INFINITY) <= this.now) {
      hasActed = true
      const arrived = this.#toUs.shift()
      if (arrived === undefined) break
      if (/ (COMPLETE|FAILURE)$/.test(arrived.message.message)) this.#asked = 0
      this.#shared.heard(arrived.message, this.now)
      this.#shared.tick(this.now)
    }
    return hasActed
  }

  /** Of itself. */
  say(message: Message): void {
    this.#tell(message)
  }

  #tell(message: Message): void {
    if (this.#isUp) this.#toUs.push({ at: this.now + LATENCY_MS, message })
  }

  onAir(): Record<string, readonly string[]> {
    const { cells, onAir } = this.bsc
    return Object.fromEntries(
      cells.map((cell, i) => [
        cellName(cell),
        [...onAir[i]].map(([version, octets]) => `${version} ${octets}`).toSorted(),
      ]),
    )
  }

  /** Newest versions, in whichever cells. */
  newest(): ReadonlySet<string> {
    return new Set(
      [...this.#standings]
        .filter(([, { isWanted }]) => isWanted)
        .map(([place, { serials }]) => `${place.identifier} ${serials.at(-1)}`),
    )
  }

  shouldBe(): Record<string, readonly string[]> {
    return Object.fromEntries(
      CELLS.map(cell => [
        cellName(cell),
        [...this.#standings]
          .filter(([place, { isWanted }]) => isWanted && (this.#cellsOf(place)?.includes(cell) ?? true))
          .map(([place, { serials }]) => {
            const serial = serials[serials.length - 1]
            const octets = Buffer.from(pagesOf(textOf(place, serial)).pages[0].octets)
            return `${place.identifier} ${serial} ${octets.toString('hex', 0, 8)}`
          })
          .toSorted(),
      ]),
    )
  }
}

const keyOf = ({ identifier, code }: Place) => `${identifier} ${code}`
const textOf = ({ identifier }: Place, serial: number) => `${serial % 16} ạ ${identifier}`

test('three languages, each in its own cells, begin at once over one connection and are stopped one by one', () => {
  const line = new Line(1)
  for (const place of PLACES) line.put(place)
  line.run(10_000)
  const [vi, en, km] = PLACES
  for (const place of [null, vi, km, en]) {
    if (place !== null) line.takeOff(place)
    line.run(line.now + 5_000)
    assert.deepEqual(line.onAir(), line.shouldBe())
    assert.ok(place === null || line.isClean(place))
  }
  assert.deepEqual(
    Object.values(line.onAir()).map(({ length }) => length),
    [0, 0, 1],
  )
  assert.equal(line.mostAsked, 1)
})

test('while the line is down nobody knows what is on the air; once it is up again what leaves is taken off before anything is written', () => {
  const line = new Line(2)
  const [vi, en] = PLACES
  for (const place of [vi, en]) line.put(place)
  line.run(10_000)
  assert.deepEqual(line.known(vi), ['onAir', 'onAir'])
  line.drop()
  assert.deepEqual(line.known(vi), ['unknown', 'unknown'])
  line.put(vi)
  line.takeOff(en)
  line.asked.length = 0
  line.run(20_000)
  assert.deepEqual(
    line.asked.slice(0, 2).map(({ message }) => message),
    ['KILL', 'WRITE-REPLACE'],
  )
  assert.deepEqual(line.onAir(), line.shouldBe())
})

test('a broadcast to which a BSC never answers keeps no other from the air or from being taken off, and is asked for again', () => {
  const line = new Line(3)
  const [vi, en, km] = PLACES
  line.deaf = vi.identifier
  for (const place of [vi, en, km]) line.put(place)
  line.run(60_000)
  const withoutDeaf = () =>
    Object.fromEntries(
      Object.entries(line.shouldBe()).map(([cell, all]) => [
        cell,
        all.filter(version => !version.startsWith(`${line.deaf} `)),
      ]),
    )
  assert.deepEqual(line.onAir(), withoutDeaf())
  line.takeOff(vi)
  line.takeOff(en)
  line.run(line.now + 60_000)
  assert.deepEqual(line.onAir(), withoutDeaf())
  line.put(en)
  line.run(line.now + 60_000)
  assert.deepEqual(line.onAir(), withoutDeaf())
  const again = line.asked.filter(request => 'messageIdentifier' in request && request.messageIdentifier === line.deaf)
  assert.ok(again.length > 5 && !line.isClean(vi))
})

test('an ERROR-INDICATION that names nothing is of the broadcast that was asked last, and of no other that waits', () => {
  const line = new Line(5)
  const [vi, en] = PLACES
  line.deaf = vi.identifier
  for (const place of [vi, en]) line.put(place)
  while (line.asked.length < 2) line.run(line.now + LATENCY_MS / 4)
  line.say({ message: 'ERROR-INDICATION', cause: CAUSES.bscMemoryExceeded })
  line.run(line.now + LATENCY_MS)
  assert.deepEqual(line.known(en), ['failed', 'failed'])
  assert.deepEqual(line.known(vi), ['unknown', 'unknown'])
})

test('while a request is not answered no other is asked, not even to take something off', () => {
  const line = new Line(4)
  const [vi, en] = PLACES
  for (const place of [vi, en]) line.put(place)
  line.run(10_000)
  line.put(vi)
  line.run(line.now + LATENCY_MS / 2)
  line.takeOff(en)
  line.run(line.now + 5_000)
  assert.deepEqual(line.onAir(), line.shouldBe())
  assert.equal(line.mostAsked, 1)
})

test('what an earlier process put into cells that another table does not name is taken off there by the next version, and by a stop', () => {
  const [place] = PLACES
  const line = new Line(6)
  line.put(place)
  line.run(10_000)
  line.move(place, [A])
  line.run(line.now + 20_000)
  line.put(place)
  line.run(line.now + 20_000)
  assert.deepEqual(line.onAir(), line.shouldBe())
  line.put(place)
  line.run(line.now + 20_000)
  line.move(place, [B])
  line.takeOff(place)
  line.run(line.now + 20_000)
  assert.deepEqual(Object.values(line.onAir()).flat(), [])
})

const percent = fc.nat({ max: 40 })
const which = fc.constantFrom(...PLACES)
const mood = fc.record({ silent: percent, twice: percent, unasked: percent, refuses: percent })
const put = fc.record({ is: fc.constant('put' as const), place: which })
const deed = fc.oneof(
  put,
  fc.record({ is: fc.constant('off' as const), place: which }),
  fc.record({ is: fc.constant('drop' as const) }),
  fc.record({ is: fc.constant('kill' as const) }),
  fc.record({ is: fc.constant('restart' as const), lies: fc.boolean() }),
  fc.record({ is: fc.constant('mood' as const), mood }),
)
const to = fc.subarray(CELLS, { minLength: 1 })
const move = fc.record({ is: fc.constant('move' as const), place: which, to })
type Deed =
  | (typeof deed extends fc.Arbitrary<infer Of> ? Of : never)
  | (typeof move extends fc.Arbitrary<infer Of> ? Of : never)

function eventsOf<Of extends Deed>(deed: fc.Arbitrary<Of>) {
  const afterMs = fc.oneof(fc.nat({ max: 50 }), fc.nat({ max: 20_000 }))
  return fc.array(fc.record({ afterMs, deed }), { maxLength: 25, size: 'max' })
}

/** And then the BSC is calm, for long enough. */
function lineAfter(seed: number, events: readonly { afterMs: number; deed: Deed }[]): Line {
  const line = new Line(seed)
  for (const { afterMs, deed } of events) {
    line.run(line.now + afterMs)
    if (deed.is === 'put') line.put(deed.place)
    else if (deed.is === 'off') line.takeOff(deed.place)
    else if (deed.is === 'drop') line.drop()
    else if (deed.is === 'kill') line.kill()
    else if (deed.is === 'move') line.move(deed.place, deed.to)
    else if (deed.is === 'restart') line.restart(deed.lies)
    else line.bsc.mood = deed.mood
  }
  line.bsc.mood = CALM
  line.run(line.now + CALM_MS)
  return line
}

test('whatever a hostile BSC does and whenever we are killed, each of many broadcasts is in the end on the air in its own cells and nowhere else', () => {
  fc.assert(
    fc.property(fc.integer(), eventsOf(deed), (seed, events) => {
      const line = lineAfter(seed, events)
      assert.deepEqual(line.onAir(), line.shouldBe())
    }),
    { numRuns: 400 },
  )
})

test('whatever a hostile BSC does and whichever cells tables of later processes give it, each broadcast is in the end in its own cells, no earlier version is anywhere, and what is taken off is nowhere', () => {
  fc.assert(
    fc.property(fc.integer(), eventsOf(fc.oneof(deed, move, put)), (seed, events) => {
      const line = lineAfter(seed, events)
      const [there, newest] = [line.onAir(), line.newest()]
      for (const [cell, own] of Object.entries(line.shouldBe())) {
        assert.deepEqual(
          there[cell].filter(each => own.includes(each)),
          own,
        )
        for (const each of there[cell]) assert.ok(newest.has(each.replace(/ [^ ]*$/, '')), each)
      }
      for (const place of PLACES) line.takeOff(place)
      line.run(line.now + CALM_MS)
      assert.deepEqual(Object.values(line.onAir()).flat(), [])
    }),
    { numRuns: 400 },
  )
})
